/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dect-application.h"
#include "model/dect-locale.h"
#include "store/dect-secrets.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

/* glibc gives threads heaps of their own, eight a processor, and what one of them frees stays with
 * its heap. Our threads are few and their work is short, but each may have held a coverage or a
 * plan image: a day of work grew by a third that nobody used (tests/e2e/soak.py). The main thread's
 * heap and one for all others do. */
#define MAX_HEAPS 2

int
main (int argc, char **argv)
{
  g_autoptr (DectApplication) application = NULL;

#ifdef __GLIBC__
  mallopt (M_ARENA_MAX, MAX_HEAPS);
#endif
  dect_secrets_stay_in_memory ();
  dect_locale_init ();

  application = dect_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
