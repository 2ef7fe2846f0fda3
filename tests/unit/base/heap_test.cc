// The program's operator new and delete (core/base/heap.cc). They have no header: every
// program that links core has them.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <malloc.h>
#include <memory>
#include <new>

#include <doctest/doctest.h>

// Clang declares these with -fsized-deallocation alone, and code by GCC calls them.
void operator delete(void* block, std::size_t) noexcept;
void operator delete[](void* block, std::size_t) noexcept;
void operator delete(void* block, std::size_t, std::align_val_t) noexcept;
void operator delete[](void* block, std::size_t, std::align_val_t) noexcept;

namespace {

constexpr std::size_t size = 200;
/// What the C library keeps at the head of a free block.
constexpr std::size_t bookkeeping = 2 * sizeof(void*);

/// Checks that nothing of what a block held can be read once it is released. It is not
/// touched after that: the C library hands it out again to the next that asks for its size,
/// and that one looks. AddressSanitizer does not, since it holds released blocks back.
template <typename Allocate, typename Release>
void check_wiped(Allocate allocate, Release release) {
  void* const block = allocate();
  const auto address = reinterpret_cast<std::uintptr_t>(block);
  const std::size_t usable = malloc_usable_size(block);
  std::memset(block, 0x5a, size);
  release(block);

  const auto free = [](void* p) { std::free(p); };
  const std::unique_ptr<void, decltype(free)> next(std::malloc(usable), free);
  if (reinterpret_cast<std::uintptr_t>(next.get()) != address) {
    MESSAGE("skipped: this allocator does not hand out a block again at once");
    return;
  }
  const auto* bytes = static_cast<const volatile unsigned char*>(next.get());
  CHECK(std::count(bytes + bookkeeping, bytes + usable, 0x5a) == 0);
}

}  // namespace

TEST_CASE("a released block is wiped, whichever form of delete releases it") {
  const auto plain = [] { return ::operator new(size); };
  const auto array = [] { return ::operator new[](size); };
  check_wiped(plain, [](void* p) { ::operator delete(p); });
  check_wiped(plain, [](void* p) { ::operator delete(p, size); });
  check_wiped(array, [](void* p) { ::operator delete[](p); });
  check_wiped(array, [](void* p) { ::operator delete[](p, size); });
}

TEST_CASE("a block that was asked for without exceptions is one of ours too") {
  check_wiped([] { return ::operator new(size, std::nothrow); },
              [](void* p) { ::operator delete(p); });
  check_wiped([] { return ::operator new[](size, std::nothrow); },
              [](void* p) { ::operator delete[](p, std::nothrow); });
  constexpr std::align_val_t line{16};
  check_wiped([] { return ::operator new(size, line, std::nothrow); },
              [](void* p) { ::operator delete(p, line, std::nothrow); });
}

TEST_CASE("a released block is wiped, whatever its alignment") {
  constexpr std::align_val_t line{16};
  const auto plain = [] { return ::operator new(size, line); };
  const auto array = [] { return ::operator new[](size, line); };
  check_wiped(plain, [](void* p) { ::operator delete(p, line); });
  check_wiped(plain, [](void* p) { ::operator delete(p, size, line); });
  check_wiped(array, [](void* p) { ::operator delete[](p, line); });
  check_wiped(array, [](void* p) { ::operator delete[](p, size, line); });
}

TEST_CASE("blocks are aligned as asked") {
  for (const std::size_t alignment : {16u, 64u, 4096u}) {
    const auto value = static_cast<std::align_val_t>(alignment);
    void* const block = ::operator new(1, value);
    CHECK(reinterpret_cast<std::uintptr_t>(block) % alignment == 0);
    ::operator delete(block, value);
  }
}

TEST_CASE("nothing is a block too, and deleting nothing is fine") {
  void* const block = ::operator new(0);
  CHECK(block != nullptr);
  ::operator delete(block);
  ::operator delete(nullptr);
}
