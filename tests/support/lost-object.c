/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib-object.h>

/* Loses objects, and must fail for it where a sanitizer looks for leaks: else the other tests look
 * for nothing. Many, since a pointer to the last may still stand in a register. */
int
main (void)
{
  for (guint i = 0; i < 100; i++)
    g_object_new (G_TYPE_OBJECT, NULL);
  return 0;
}
