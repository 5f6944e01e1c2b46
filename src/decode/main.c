/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* handover-decode: draws the pages of foreign documents for Handover, each in a process that can do
 * nothing else. Not for people to start. */

#include "config.h"

#include <libintl.h>
#include <signal.h>

#include "dect-starter.h"
#include "model/dect-locale.h"

int
main (void)
{
  signal (SIGPIPE, SIG_IGN);
  dect_locale_init ();
  return dect_starter_run (bindtextdomain (GETTEXT_PACKAGE, NULL)) ? 0 : 1;
}
