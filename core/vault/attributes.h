#pragma once

namespace fob::vault {

/// Gives `to`, a file that was just made and is its maker's alone (0600), what `from` has of
/// owner, group, mode, access control list and SELinux label. At no moment may anybody read
/// `to` who may not read `from`. Throws std::system_error when one of them cannot be kept.
void copy_attributes(int from, int to);

}  // namespace fob::vault
