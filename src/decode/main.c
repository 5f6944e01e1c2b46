/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* handover-decode: draws the pages of one foreign document for Handover, and can do nothing else.
 * Not for people to start. */

#include "config.h"

#include <libintl.h>
#include <signal.h>
#include <unistd.h>

#include "dect-confine.h"
#include "dect-serve.h"
#include "model/dect-locale.h"

int
main (void)
{
  const char *translations;

  signal (SIGPIPE, SIG_IGN);
  dect_locale_init ();
  translations = bindtextdomain (GETTEXT_PACKAGE, NULL);
  if (!dect_confine (translations))
    return 1;
  dect_serve ();
  /* The document's decoder is not taken down: it has seen foreign bytes, and the process ends
   * anyway. */
  _exit (0);
}
