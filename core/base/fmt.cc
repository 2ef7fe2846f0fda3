// fmt's own code, compiled here once. Debian has it as a shared library or as headers alone:
// the one would cost the program its start, the other each of our files some seconds.

#include <fmt/format-inl.h>

FMT_BEGIN_NAMESPACE
namespace detail {

// What the header declares and leaves to the library.
template FMT_API auto thousands_sep_impl<char>(locale_ref) -> thousands_sep_result<char>;
template FMT_API auto decimal_point_impl(locale_ref) -> char;

}  // namespace detail
FMT_END_NAMESPACE
