# Runs in cpack, between the installation into a folder of its own and the packing of it.

set(top ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr)

# cpack and dpkg-deb take SOURCE_DATE_EPOCH for every date: that of the changelog.
if(NOT DEFINED ENV{SOURCE_DATE_EPOCH})
  file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/changelog signature LIMIT_COUNT 1 REGEX "^ -- ")
  string(REGEX REPLACE "^.*>  " "" date "${signature}")
  execute_process(COMMAND date --utc --date=${date} +%s
    OUTPUT_VARIABLE epoch OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  set(ENV{SOURCE_DATE_EPOCH} ${epoch})
endif()

# Debian's zsh looks below /usr in this folder alone.
file(GLOB functions ${top}/share/zsh/site-functions/_fob)
if(functions)
  file(RENAME ${top}/share/zsh/site-functions ${top}/share/zsh/vendor-completions)
endif()

file(GLOB texts ${top}/share/man/man*/*.[0-9] ${top}/share/doc/fob/changelog)
execute_process(COMMAND gzip -9 --no-name ${texts} COMMAND_ERROR_IS_FATAL ANY)

# Whatever the umask and the hour are.
file(GLOB_RECURSE paths LIST_DIRECTORIES ON ${top}/*)
execute_process(COMMAND chmod u=rwX,go=rX ${top} ${paths} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND touch --date=@$ENV{SOURCE_DATE_EPOCH} ${top} ${paths}
  COMMAND_ERROR_IS_FATAL ANY)
