/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "sheet/dect-sheet-handsets.h"

#include "model/dect-ipei.h"

#include <string.h>

/* Runs of digits are filled up to this many: longer than a number to call. */
#define DIGITS 24

/* A handset and the bytes it is sorted by. */
typedef struct
{
  const DectHandset *handset;
  char *first;
  char *number;
  guint index;
} Entry;

/* Bytes in whose order texts come as people expect them. What is not set gets the last ones. */
static char *
sort_key (const char *text)
{
  g_autofree char *parts = text != NULL ? g_utf8_normalize (text, -1, G_NORMALIZE_NFD) : NULL;
  g_autofree char *folded = parts != NULL ? g_utf8_casefold (parts, -1) : NULL;
  GString *key = g_string_new (NULL);

  if (folded == NULL || folded[0] == '\0')
    g_string_append (key, "\xff");
  for (const char *at = folded; at != NULL && *at != '\0';)
    {
      gsize n_digits = strspn (at, "0123456789");

      for (gsize i = n_digits; n_digits > 0 && i < DIGITS; i++)
        g_string_append_c (key, '0');
      n_digits = MAX (n_digits, 1);
      g_string_append_len (key, at, (gssize) n_digits);
      at += n_digits;
    }

  return g_string_free (key, FALSE);
}

static void
entry_clear (gpointer data)
{
  Entry *entry = data;

  g_free (entry->first);
  g_free (entry->number);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *x = a, *y = b;
  int order = strcmp (x->first, y->first);

  if (order == 0)
    order = strcmp (x->number, y->number);
  return order != 0 ? order : (x->index > y->index) - (x->index < y->index);
}

static const char *
sorted_by (const DectHandset *handset, DectSheetSort sort)
{
  switch (sort)
    {
    case DECT_SHEET_SORT_NAME:
      return handset->name;
    case DECT_SHEET_SORT_LOCATION:
      return handset->location;
    case DECT_SHEET_SORT_NUMBER:
    default:
      return handset->number;
    }
}

GPtrArray *
dect_sheet_handsets (DectSnapshot *snapshot, DectSheetSort sort)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  GPtrArray *handsets = g_ptr_array_new ();

  g_array_set_clear_func (entries, entry_clear);
  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_HANDSET); i++)
    {
      const DectHandset *handset = dect_snapshot_handset (snapshot, i);
      Entry entry
          = { handset, sort_key (sorted_by (handset, sort)), sort_key (handset->number), i };

      g_array_append_val (entries, entry);
    }
  g_array_sort (entries, compare_entries);

  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (handsets, (gpointer) g_array_index (entries, Entry, i).handset);
  return handsets;
}

char *
dect_sheet_ipei_text (const DectHandset *handset)
{
  DectIpei ipei;

  if (handset->ipei == NULL)
    return NULL;
  return dect_ipei_parse (handset->ipei, &ipei, NULL) ? dect_ipei_to_display (&ipei)
                                                      : g_strdup (handset->ipei);
}

char *
dect_sheet_ipei_code (const DectHandset *handset)
{
  DectIpei ipei;

  return handset->ipei != NULL && dect_ipei_parse (handset->ipei, &ipei, NULL)
             ? dect_ipei_to_string (&ipei)
             : NULL;
}
