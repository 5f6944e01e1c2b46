/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "model/dect-i18n.h"
#include "sheet/dect-sheet-handsets.h"
#include "sheet/dect-sheet-private.h"

static char *
list_subtitle (DectSheetSort sort, guint n)
{
  switch (sort)
    {
    case DECT_SHEET_SORT_NAME:
      return g_strdup_printf (
          ngettext ("IPEI list · %u handset, by name", "IPEI list · %u handsets, by name", n), n);
    case DECT_SHEET_SORT_LOCATION:
      return g_strdup_printf (ngettext ("IPEI list · %u handset, by location",
                                        "IPEI list · %u handsets, by location", n),
                              n);
    case DECT_SHEET_SORT_NUMBER:
    default:
      return g_strdup_printf (
          ngettext ("IPEI list · %u handset, by number", "IPEI list · %u handsets, by number", n),
          n);
    }
}

static DectSheetTable *
make_list (GPtrArray *handsets, DectSheetCode code)
{
  const DectColumn columns[] = {
    { _("Number"), DECT_COLUMN_STRONG, 14, 0, NULL },
    { _("Name"), DECT_COLUMN_TEXT, 30, 3, NULL },
    { _("IPEI"), DECT_COLUMN_MONO, 32, 0.5, _("IPEI sticker") },
    { _("Additional ID"), DECT_COLUMN_TEXT, 18, 1, NULL },
    { _("Location"), DECT_COLUMN_TEXT, 20, 2, NULL },
    { _("Subscribed"), DECT_COLUMN_CHECK, 16, 0, NULL },
    { _("To scan"), code == DECT_SHEET_CODE_QR ? DECT_COLUMN_QR : DECT_COLUMN_BARS, 10, 0, NULL },
  };
  guint n_columns = G_N_ELEMENTS (columns) - (code == DECT_SHEET_CODE_NONE);
  DectSheetTable *table = dect_sheet_table_new (columns, n_columns);

  for (guint i = 0; i < handsets->len; i++)
    {
      const DectHandset *handset = g_ptr_array_index (handsets, i);
      g_autofree char *ipei = dect_sheet_ipei_text (handset);
      g_autofree char *scanned = dect_sheet_ipei_code (handset);
      const DectCell cells[] = {
        { handset->number },   { handset->name }, { ipei },    { handset->additional_id },
        { handset->location }, { NULL },          { scanned },
      };

      dect_sheet_table_add (table, cells);
    }

  return table;
}

static void
add_table (DectSheets *self, DectTextContext *context, DectSheetHead *head, DectSheetTable *table)
{
  DectSheetPage *page = dect_sheets_add_page (self, context, DECT_SHEET_IPEI, head, FALSE);

  dect_sheet_head_clear (head);
  dect_sheet_table_fit (table, context, page->content.width_mm);
  dect_sheets_flow_table (self, context, table, page->content.y_mm);
}

static const char *
access_code (const DectSecrets *secrets, const DectHandset *handset)
{
  g_autofree char *scope = dect_sheet_ipei_code (handset);

  return dect_secrets_get (secrets, scope != NULL ? scope : handset->ipei, DECT_SECRETS_AC);
}

/* On pages of their own, so that the list can be handed on without them. */
static gboolean
add_codes (DectSheets *self, DectTextContext *context, GPtrArray *handsets, GError **error)
{
  const DectColumn columns[] = {
    { _("Number"), DECT_COLUMN_STRONG, 20, 0, NULL },
    { _("Name"), DECT_COLUMN_TEXT, 40, 3, NULL },
    { _("IPEI"), DECT_COLUMN_MONO, 36, 0.5, NULL },
    { _("Access code"), DECT_COLUMN_MONO, 30, 1, NULL },
    { _("Handed out"), DECT_COLUMN_CHECK, 20, 0, NULL },
  };
  DectSheetTable *table = dect_sheet_table_new (columns, G_N_ELEMENTS (columns));
  DectSheetHead head;
  guint n = 0;

  for (guint i = 0; i < handsets->len; i++)
    {
      const DectHandset *handset = g_ptr_array_index (handsets, i);
      g_autofree char *ipei = dect_sheet_ipei_text (handset);
      const char *code = ipei != NULL ? access_code (self->options.secrets, handset) : NULL;
      const DectCell cells[]
          = { { handset->number }, { handset->name }, { ipei }, { code }, { NULL } };

      if (code == NULL)
        continue;
      dect_sheet_table_add (table, cells);
      n++;
    }
  if (n == 0)
    {
      dect_sheet_table_free (table);
      g_set_error_literal (error, DECT_SHEET_ERROR, DECT_SHEET_ERROR_CODES,
                           _("There are no access codes to print: none is known of a handset of "
                              "this site."));
      return FALSE;
    }

  dect_sheet_head_init (
      &head, &self->site, g_strdup (_("Access codes")),
      g_strdup_printf (ngettext ("Confidential · %u handset", "Confidential · %u handsets", n), n));
  head.hint
      = g_strdup (_("With its access code a handset can be subscribed: hand each code to its "
                     "owner only, and destroy this page afterwards."));
  add_table (self, context, &head, table);
  return TRUE;
}

gboolean
dect_sheets_add_ipei (DectSheets *self,
                      DectTextContext *context,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GPtrArray) handsets = dect_sheet_handsets (self->site.snapshot, self->options.sort);
  DectSheetHead head;

  if (handsets->len == 0)
    return TRUE;

  dect_sheet_head_init (&head, &self->site, g_strdup (_("Handsets")),
                        list_subtitle (self->options.sort, handsets->len));
  head.hint = g_strdup (_("The last character of an IPEI is its check character, 0 to 9 or *."));
  add_table (self, context, &head, make_list (handsets, self->options.code));
  if (self->options.secrets != NULL && !add_codes (self, context, handsets, error))
    return FALSE;

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}
