/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "sheet/dect-sheet-private.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *id;
  double width_mm, height_mm;
} papers[] = {
  [DECT_PAPER_A4] = { "a4", 210, 297 },
  [DECT_PAPER_LETTER] = { "letter", 215.9, 279.4 },
};

static const struct
{
  const char *id;
  DectSheetKinds kinds;
} kind_words[] = {
  { "placement", DECT_SHEET_PLACEMENT },
  { "ipei", DECT_SHEET_IPEI },
  { "all", DECT_SHEET_ALL },
};

G_DEFINE_QUARK (dect-sheet-error-quark, dect_sheet_error)
G_DEFINE_BOXED_TYPE (DectSheets, dect_sheets, dect_sheets_ref, dect_sheets_unref)

/* 0 = A, 25 = Z, 26 = AA */
static char *
letters (guint index)
{
  GString *text = g_string_new (NULL);

  for (gint64 rest = index; rest >= 0; rest = rest / 26 - 1)
    g_string_prepend_c (text, (char) ('A' + rest % 26));

  return g_string_free (text, FALSE);
}

static gboolean
add_pages (DectSheets *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (DectTextContext) context = dect_text_context_new ();

  if ((self->options.kinds & DECT_SHEET_PLACEMENT) != 0
      && !dect_sheets_add_placement (self, context, cancellable, error))
    return FALSE;
  if ((self->options.kinds & DECT_SHEET_IPEI) != 0
      && !dect_sheets_add_ipei (self, context, cancellable, error))
    return FALSE;

  if (self->pages->len == 0)
    g_set_error_literal (
        error, DECT_SHEET_ERROR, DECT_SHEET_ERROR_EMPTY,
        self->options.kinds == DECT_SHEET_IPEI
            ? _("There is nothing to print: the site has no handsets.")
        : self->options.kinds == DECT_SHEET_PLACEMENT
            ? _("There is nothing to print: the site has no base stations.")
            : _("There is nothing to print: the site has neither base stations nor "
                 "handsets."));
  return self->pages->len > 0;
}

const char *
dect_sheet_site_name (const DectSheetSite *site)
{
  const DectSiteInfo *info = dect_snapshot_get_info (site->snapshot);

  return info->name != NULL       ? info->name
         : info->customer != NULL ? info->customer
                                  : _("Site without a name");
}

char *
dect_sheet_date (const DectSheetSite *site)
{
  gint64 changed = dect_snapshot_get_changed (site->snapshot);
  g_autoptr (GDateTime) date = changed > 0 ? g_date_time_new_from_unix_utc (changed) : NULL;
  g_autofree char *text = NULL;

  if (date == NULL)
    return NULL;
  /* Translators: a date on paper, in the form of g_date_time_format() */
  text = g_date_time_format (date, _("%-e %b %Y"));
  return text != NULL ? g_strdup_printf (_("Plan of %s"), text) : NULL;
}

char **
dect_sheet_labels (DectSnapshot *snapshot)
{
  guint n_rfps = dect_snapshot_count (snapshot, DECT_KIND_RFP), unnumbered = 0;
  char **labels = g_new0 (char *, n_rfps + 1);

  for (guint i = 0; i < n_rfps; i++)
    {
      gint number = dect_snapshot_rfp (snapshot, i)->number;

      labels[i] = number != DECT_UNSET ? g_strdup_printf ("%d", number) : letters (unnumbered++);
    }

  return labels;
}

gboolean
dect_sheet_kinds_from_text (const char *text, DectSheetKinds *kinds)
{
  g_return_val_if_fail (text != NULL && kinds != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (kind_words); i++)
    if (g_ascii_strcasecmp (text, kind_words[i].id) == 0)
      {
        *kinds = kind_words[i].kinds;
        return TRUE;
      }

  return FALSE;
}

gboolean
dect_paper_from_text (const char *text, DectPaper *paper)
{
  g_return_val_if_fail (text != NULL && paper != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    if (g_ascii_strcasecmp (text, papers[i].id) == 0)
      {
        *paper = (DectPaper) i;
        return TRUE;
      }

  return FALSE;
}

DectSheets *
dect_sheets_new (DectSnapshot *snapshot,
                 DectLinks *links,
                 DectChain *chain,
                 const DectSheetOptions *options,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (DectSheets) self = NULL;
  gboolean across;

  g_return_val_if_fail (snapshot != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = g_new0 (DectSheets, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->options = options != NULL ? *options : (DectSheetOptions){ .kinds = DECT_SHEET_ALL };
  self->site.snapshot = dect_snapshot_ref (snapshot);
  self->site.links = links != NULL ? dect_links_ref (links) : NULL;
  self->site.chain = chain != NULL ? dect_chain_ref (chain) : NULL;
  self->site.labels = dect_sheet_labels (snapshot);
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_sheet_page_free);
  self->maps = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_sheet_map_free);
  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_sheet_table_free);
  across = self->options.landscape;
  self->width_mm
      = across ? papers[self->options.paper].height_mm : papers[self->options.paper].width_mm;
  self->height_mm
      = across ? papers[self->options.paper].width_mm : papers[self->options.paper].height_mm;

  return add_pages (self, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

DectSheets *
dect_sheets_ref (DectSheets *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dect_sheets_unref (DectSheets *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->pages);
  g_ptr_array_unref (self->maps);
  g_ptr_array_unref (self->tables);
  g_strfreev (self->site.labels);
  g_clear_pointer (&self->site.links, dect_links_unref);
  g_clear_pointer (&self->site.chain, dect_chain_unref);
  dect_snapshot_unref (self->site.snapshot);
  g_free (self);
}

guint
dect_sheets_count_pages (const DectSheets *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->pages->len;
}

void
dect_sheets_get_paper (const DectSheets *self, double *width_mm, double *height_mm)
{
  g_return_if_fail (self != NULL && width_mm != NULL && height_mm != NULL);

  *width_mm = self->width_mm;
  *height_mm = self->height_mm;
}

void
dect_sheets_draw_page (const DectSheets *self, cairo_t *cr, guint page_number)
{
  g_autoptr (DectTextContext) context = NULL;
  const DectSheetPage *page;

  g_return_if_fail (self != NULL && cr != NULL);
  g_return_if_fail (page_number < self->pages->len);

  context = dect_text_context_new ();
  page = g_ptr_array_index (self->pages, page_number);
  cairo_save (cr);
  for (guint i = 0; i < page->blocks->len; i++)
    {
      const DectSheetBlock *block = &g_array_index (page->blocks, DectSheetBlock, i);

      if (block->kind == DECT_BLOCK_MAP)
        dect_sheet_map_draw (block->map, cr, context, &block->box);
      else
        dect_sheet_table_draw (block->table, cr, context, block->box.x_mm, block->box.y_mm,
                               block->first, block->n);
    }
  dect_sheet_page_draw_frame (self, cr, context, page_number);
  cairo_restore (cr);
}
