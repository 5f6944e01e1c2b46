/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * What the libraries set up while they are loaded is not looked for by LeakSanitizer: none of our
 * code has run by then. Of it GLib's table of quarks gets lost in each program with a window, since
 * the old one stays for those who read it without a lock when the table grows. To say so in
 * tests/lsan.supp takes the whole stack of each allocation, and that a window's test runs twenty
 * times as long. Only builds with -Db_sanitize=address link this file.
 */

#include <sanitizer/lsan_interface.h>

static void
before_libraries (void)
{
  __lsan_disable ();
}

/* Run before the initializers of all libraries. */
__attribute__ ((section (".preinit_array"), used)) static void (*const preinit) (void)
    = before_libraries;

/* Of the program, thus after those of all libraries. */
__attribute__ ((constructor)) static void
after_libraries (void)
{
  __lsan_enable ();
}
