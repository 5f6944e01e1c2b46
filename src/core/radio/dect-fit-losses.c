/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-fit-losses.h"

#include <stdlib.h>
#include <string.h>

#define MAX_ID 64
#define MAX_DIGITS 6
#define BLANKS " \t\r\n"

static gboolean
is_id (const char *text, gsize length)
{
  if (length == 0 || length > MAX_ID)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_islower (text[i]) && !g_ascii_isdigit (text[i]) && text[i] != '-')
      return FALSE;
  return TRUE;
}

static gsize
count_digits (const char *text)
{
  gsize n = 0;

  while (g_ascii_isdigit (text[n]))
    n++;
  return n;
}

/* g_ascii_strtod() also takes signs, exponents, hexadecimal and "nan". */
static gboolean
parse_loss (const char *text, double *loss_db)
{
  gsize whole = count_digits (text);
  gsize decimals = text[whole] == '.' ? count_digits (text + whole + 1) : 0;
  gsize length = whole + (text[whole] == '.' ? 1 + decimals : 0);

  if (whole == 0 || whole > MAX_DIGITS || decimals > MAX_DIGITS || text[length] != '\0'
      || (text[whole] == '.' && decimals == 0))
    return FALSE;

  *loss_db = g_ascii_strtod (text, NULL);
  return *loss_db <= DECT_FIT_LOSSES_MAX_DB;
}

/* Takes the entry into the table where it is good and new. */
static gboolean
take_entry (GHashTable *losses, const char *entry)
{
  const char *sign = strchr (entry, '=');
  g_autofree char *id = NULL;
  double loss_db;

  if (sign == NULL || !is_id (entry, (gsize) (sign - entry)) || !parse_loss (sign + 1, &loss_db))
    return FALSE;

  id = g_strndup (entry, (gsize) (sign - entry));
  if (g_hash_table_contains (losses, id))
    return FALSE;
  g_hash_table_insert (losses, g_steal_pointer (&id), g_memdup2 (&loss_db, sizeof loss_db));
  return TRUE;
}

static GHashTable *
read_text (const char *text, GPtrArray *bad)
{
  GHashTable *losses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) entries = g_strsplit_set (text != NULL ? text : "", BLANKS, -1);

  for (guint i = 0; entries[i] != NULL; i++)
    if (entries[i][0] != '\0' && !take_entry (losses, entries[i]) && bad != NULL)
      g_ptr_array_add (bad, g_utf8_make_valid (entries[i], -1));
  return losses;
}

GHashTable *
dect_fit_losses_parse (const char *text)
{
  return read_text (text, NULL);
}

GStrv
dect_fit_losses_list_bad (const char *text)
{
  GPtrArray *bad = g_ptr_array_new ();
  g_autoptr (GHashTable) losses = read_text (text, bad);

  g_ptr_array_add (bad, NULL);
  return (GStrv) g_ptr_array_free (bad, FALSE);
}

static int
compare_ids (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
append_entry (GString *out, const char *id, double loss_db)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  char *end;

  if (!is_id (id, strlen (id)) || !(loss_db >= 0.0 && loss_db <= DECT_FIT_LOSSES_MAX_DB))
    return;

  /* The sum turns -0 into 0. */
  g_ascii_formatd (number, sizeof number, "%.2f", loss_db + 0.0);
  end = number + strlen (number);
  while (end[-1] == '0')
    *--end = '\0';
  if (end[-1] == '.')
    end[-1] = '\0';
  g_string_append_printf (out, "%s%s=%s", out->len > 0 ? " " : "", id, number);
}

char *
dect_fit_losses_format (GHashTable *losses)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char **ids = NULL;
  guint n;

  g_return_val_if_fail (losses != NULL, NULL);

  ids = (char **) g_hash_table_get_keys_as_array (losses, &n);
  if (n > 1)
    qsort (ids, n, sizeof *ids, compare_ids);
  for (guint i = 0; i < n; i++)
    append_entry (out, ids[i], *(const double *) g_hash_table_lookup (losses, ids[i]));
  return out->len > 0 ? g_strdup (out->str) : NULL;
}
