/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "model/dect-ipei.h"
#include "model/dect-i18n.h"
#include "sheet/dect-sheet-private.h"

#include <string.h>

static gboolean
is_digits (const char *text)
{
  return text[0] != '\0' && text[strspn (text, "0123456789")] == '\0';
}

/* 9 before 10; what is no number after those that are; nothing last. Same on every machine, so no
 * collation. */
static int
compare_numbers (const char *x, const char *y)
{
  gboolean digits_x, digits_y;

  if (x == NULL || y == NULL)
    return (x == NULL) - (y == NULL);
  digits_x = is_digits (x);
  digits_y = is_digits (y);
  if (digits_x != digits_y)
    return digits_x ? -1 : 1;
  if (digits_x && strlen (x) != strlen (y))
    return strlen (x) < strlen (y) ? -1 : 1;
  return strcmp (x, y);
}

static int
compare_handsets (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const DectHandset *x = *(const DectHandset *const *) a, *y = *(const DectHandset *const *) b;
  int order = compare_numbers (x->number, y->number);

  if (order != 0)
    return order;
  return dect_snapshot_index (user_data, x->head.id) - dect_snapshot_index (user_data, y->head.id);
}

static char *
ipei_text (const DectHandset *handset)
{
  DectIpei ipei;

  if (handset->ipei == NULL)
    return NULL;
  return dect_ipei_parse (handset->ipei, &ipei, NULL) ? dect_ipei_to_display (&ipei)
                                                      : g_strdup (handset->ipei);
}

static DectSheetTable *
make_table (GPtrArray *handsets)
{
  const DectColumn columns[] = {
    { _("Number"), DECT_COLUMN_STRONG, 14, 0, NULL },
    { _("Name"), DECT_COLUMN_TEXT, 30, 3, NULL },
    { _("IPEI"), DECT_COLUMN_MONO, 36, 0.5, _("IPEI sticker") },
    { _("Additional ID"), DECT_COLUMN_TEXT, 18, 1, NULL },
    { _("Location"), DECT_COLUMN_TEXT, 24, 2, NULL },
    { _("Subscribed"), DECT_COLUMN_CHECK, 16, 0, NULL },
  };
  DectSheetTable *table = dect_sheet_table_new (columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < handsets->len; i++)
    {
      const DectHandset *handset = g_ptr_array_index (handsets, i);
      g_autofree char *ipei = ipei_text (handset);
      const DectCell cells[] = {
        { handset->number },        { handset->name },     { ipei },
        { handset->additional_id }, { handset->location }, { NULL },
      };

      dect_sheet_table_add (table, cells);
    }

  return table;
}

gboolean
dect_sheets_add_ipei (DectSheets *self,
                      DectTextContext *context,
                      GCancellable *cancellable,
                      GError **error)
{
  DectSnapshot *snapshot = self->site.snapshot;
  g_autoptr (GPtrArray) handsets = g_ptr_array_new ();
  DectSheetHead head = { 0 };
  DectSheetTable *table;
  DectSheetPage *page;

  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_HANDSET); i++)
    g_ptr_array_add (handsets, (gpointer) dect_snapshot_handset (snapshot, i));
  if (handsets->len == 0)
    return TRUE;
  g_ptr_array_sort_with_data (handsets, compare_handsets, snapshot);

  head.title = g_strdup (_("Handsets"));
  head.subtitle = g_strdup_printf (ngettext ("IPEI list · %u handset, by number",
                                             "IPEI list · %u handsets, by number", handsets->len),
                                   handsets->len);
  head.aside = g_strdup (dect_sheet_site_name (&self->site));
  head.aside_sub = dect_sheet_date (&self->site);
  head.hint = g_strdup (_("The last character of an IPEI is its check character, 0 to 9 or *."));
  head.outline = g_strdup (head.title);
  page = dect_sheets_add_page (self, context, DECT_SHEET_IPEI, &head, FALSE);
  dect_sheet_head_clear (&head);

  table = make_table (handsets);
  dect_sheet_table_fit (table, context, page->content.width_mm);
  dect_sheets_flow_table (self, context, table, page->content.y_mm);

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}
