# The Debian package: `cpack -G DEB` in the build folder makes fob_VERSION_ARCHITECTURE.deb.
# What only the package has is below cli/package; finish.cmake and pack.cmake there make of the
# installed files those of a package, the same bytes wherever and whenever it is built.

set(package ${CMAKE_CURRENT_LIST_DIR}/package)
foreach(file copyright changelog)
  install(FILES ${package}/${file} DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/fob
    COMPONENT package EXCLUDE_FROM_ALL)
endforeach()
install(FILES ${package}/lintian-overrides DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides
  RENAME fob COMPONENT package EXCLUDE_FROM_ALL)

set(CPACK_GENERATOR DEB)
set(CPACK_INSTALL_CMAKE_PROJECTS
  "${PROJECT_BINARY_DIR};fob;Unspecified;/;${PROJECT_BINARY_DIR};fob;package;/")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_PRE_BUILD_SCRIPTS ${package}/finish.cmake)
set(CPACK_POST_BUILD_SCRIPTS ${package}/pack.cmake)

set(CPACK_PACKAGE_NAME fob)
set(CPACK_PACKAGE_VENDOR "The fob authors")
set(CPACK_PACKAGE_CONTACT "The fob authors <fob-authors@noreply.invalid>")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "bash-completion, man-db, qrencode, zbar-tools")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "one-time codes (TOTP, HOTP) from an encrypted vault")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"fob keeps the secrets behind two-factor authentication (2FA) in one encrypted
file and prints the codes that are valid now: TOTP, HOTP, Steam, mOTP and
Yandex.
.
It takes accounts in from lists of otpauth:// URIs and from transfers of
Google Authenticator, and gives them back as URIs whenever it is asked to. It
makes and checks codes without any vault too, with the secret kept out of the
list of processes.
.
In scripts its output is the code and nothing else, or JSON, and the exit
status says what happened.")
# Nothing is linked that a package would have to bring.
if(NOT FOB_STATIC)
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
endif()

include(CPack)
