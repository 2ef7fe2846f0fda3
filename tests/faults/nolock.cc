// Runs a program as on a file system that has no locks: each flock(2) of it, and of what it
// starts, fails with ENOLCK.

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int, char** words) {
  // Of what the kernel runs no other architecture is at hand: the call's number is enough.
  sock_filter code[]{
      {BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(seccomp_data, nr)},
      {BPF_JMP | BPF_JEQ | BPF_K, 0, 1, SYS_flock},
      {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | ENOLCK},
      {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW},
  };
  const sock_fprog filter{sizeof code / sizeof *code, code};
  if (words[0] == nullptr || words[1] == nullptr) return 2;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
      prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0) {
    execvp(words[1], words + 1);
  }
  std::perror(words[1]);
  return 126;
}
