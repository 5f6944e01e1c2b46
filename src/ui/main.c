/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dect-application.h"
#include "model/dect-locale.h"

int
main (int argc, char **argv)
{
  g_autoptr (DectApplication) application = NULL;

  dect_locale_init ();

  application = dect_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
