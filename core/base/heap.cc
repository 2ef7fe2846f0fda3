// The program's operator new and delete: the ordinary heap, except that a block is wiped
// before it is given back. It covers every string, vector and copy that C++ code here or in
// a header-only library makes. What it cannot reach: the stack, registers, and memory that
// C libraries take from malloc themselves. Short strings live inside their objects: on the
// heap they are wiped with the object's block, not when the string ends; on the stack, when
// main ends.

#include <cstdlib>
#include <malloc.h>
#include <new>
#include <string.h>

namespace {

/// Null when there is no memory.
void* allocate(std::size_t size) noexcept {
  return std::malloc(size == 0 ? 1 : size);
}

void* allocate(std::size_t size, std::align_val_t alignment) noexcept {
  void* block = nullptr;
  const int error =
      posix_memalign(&block, static_cast<std::size_t>(alignment), size == 0 ? 1 : size);
  return error == 0 ? block : nullptr;
}

void* required(void* block) {
  if (block == nullptr) throw std::bad_alloc();
  return block;
}

void release(void* block) noexcept {
  if (block == nullptr) return;
  explicit_bzero(block, malloc_usable_size(block));
  std::free(block);
}

}  // namespace

// All forms: the standard library's own would do for some of them, but a sanitizer's runtime
// brings forms of its own that know nothing of these.
void* operator new(std::size_t size) {
  return required(allocate(size));
}
void* operator new[](std::size_t size) {
  return required(allocate(size));
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  return required(allocate(size, alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
  return required(allocate(size, alignment));
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return allocate(size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
  return allocate(size);
}
void* operator new(std::size_t size, std::align_val_t alignment,
                   const std::nothrow_t&) noexcept {
  return allocate(size, alignment);
}
void* operator new[](std::size_t size, std::align_val_t alignment,
                     const std::nothrow_t&) noexcept {
  return allocate(size, alignment);
}

void operator delete(void* block) noexcept {
  release(block);
}
void operator delete[](void* block) noexcept {
  release(block);
}
void operator delete(void* block, std::size_t) noexcept {
  release(block);
}
void operator delete[](void* block, std::size_t) noexcept {
  release(block);
}
void operator delete(void* block, std::align_val_t) noexcept {
  release(block);
}
void operator delete[](void* block, std::align_val_t) noexcept {
  release(block);
}
void operator delete(void* block, std::size_t, std::align_val_t) noexcept {
  release(block);
}
void operator delete[](void* block, std::size_t, std::align_val_t) noexcept {
  release(block);
}
void operator delete(void* block, const std::nothrow_t&) noexcept {
  release(block);
}
void operator delete[](void* block, const std::nothrow_t&) noexcept {
  release(block);
}
void operator delete(void* block, std::align_val_t, const std::nothrow_t&) noexcept {
  release(block);
}
void operator delete[](void* block, std::align_val_t, const std::nothrow_t&) noexcept {
  release(block);
}
