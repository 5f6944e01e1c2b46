/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"

#include "config.h"

#include "model/dect-free-id.h"

#define MAX_LENGTH 36

char *
dect_free_id_new (const char *wanted, const char *fallback, DectIdTaken is_taken)
{
  g_autofree char *ascii = NULL;
  g_autoptr (GString) base = g_string_new (NULL);
  char *id;

  g_return_val_if_fail (wanted != NULL && fallback != NULL, NULL);
  g_return_val_if_fail (is_taken != NULL, NULL);

  /* The same in every language. */
  ascii = g_str_to_ascii (wanted, "C");
  for (const char *c = ascii; *c != '\0' && base->len < MAX_LENGTH; c++)
    if (g_ascii_isalnum (*c))
      g_string_append_c (base, g_ascii_tolower (*c));
    else if (base->len > 0 && base->str[base->len - 1] != '-')
      g_string_append_c (base, '-');
  if (base->len > 0 && base->str[base->len - 1] == '-')
    g_string_truncate (base, base->len - 1);
  if (base->len == 0)
    g_string_assign (base, fallback);
  id = g_strdup (base->str);
  for (guint i = 2; is_taken (id); i++)
    {
      g_free (id);
      id = g_strdup_printf ("%s-%u", base->str, i);
    }
  return id;
}
