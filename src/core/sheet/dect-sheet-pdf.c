/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "sheet/dect-sheet-private.h"

#include "model/dect-cancel.h"
#include "model/dect-i18n.h"
#include "model/dect-locale.h"

#include <cairo-pdf.h>

#define PT_PER_MM (72 / 25.4)

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* cairo would put in the time of day otherwise. */
static void
set_metadata (const DectSheets *self, cairo_surface_t *surface)
{
  const DectSiteInfo *info = dect_snapshot_get_info (self->site.snapshot);
  gint64 changed = dect_snapshot_get_changed (self->site.snapshot);
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (MAX (0, changed));
  g_autofree char *date_text = g_date_time_format (date, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *title = NULL;

  /* Translators: title of the PDF of printed sheets; the argument is the site */
  title = g_strdup_printf (_("%s: sheets of the DECT system"), dect_sheet_site_name (&self->site));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR,
                                  self->installer != NULL ? self->installer : PACKAGE_NAME);
  if (info->customer != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, info->customer);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR,
                                  PACKAGE_NAME " " PACKAGE_VERSION);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, date_text);
}

/* Pages of a kind that has several parts stand below its name. */
static const char *
chapter (DectSheetKinds kind)
{
  switch (kind)
    {
    case DECT_SHEET_PLACEMENT:
      return _("Placement of base stations");
    case DECT_SHEET_REPORT:
      return _("Handover report");
    case DECT_SHEET_LABELS:
      return _("Labels");
    case DECT_SHEET_IPEI:
      return _("Handsets");
    default:
      return NULL;
    }
}

static void
add_outline (const DectSheets *self, cairo_surface_t *surface, guint number, int *parent)
{
  const DectSheetPage *page = g_ptr_array_index (self->pages, number);
  const DectSheetPage *before = number > 0 ? g_ptr_array_index (self->pages, number - 1) : NULL;
  g_autofree char *target = g_strdup_printf ("page=%u", number + 1);

  if (before == NULL || before->kind != page->kind)
    *parent = chapter (page->kind) != NULL
                  ? cairo_pdf_surface_add_outline (surface, CAIRO_PDF_OUTLINE_ROOT,
                                                   chapter (page->kind), target,
                                                   CAIRO_PDF_OUTLINE_FLAG_OPEN)
                  : CAIRO_PDF_OUTLINE_ROOT;
  if (page->head.outline != NULL)
    cairo_pdf_surface_add_outline (surface, *parent, page->head.outline, target, 0);
}

static void
tell (const DectSheetOptions *options, guint done, guint n_pages)
{
  double fraction = DECT_SHEETS_LAYOUT_SHARE
                    + (1 - DECT_SHEETS_LAYOUT_SHARE) * (double) done / (double) n_pages;

  if (options != NULL && options->progress != NULL)
    options->progress (_("Drawing the pages"), fraction, options->progress_data);
}

static gboolean
draw_pages (const DectSheets *self,
            cairo_surface_t *surface,
            const DectSheetOptions *options,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (DectCancelScope) scope = dect_cancel_enter (cancellable);
  int parent = CAIRO_PDF_OUTLINE_ROOT;

  for (guint i = 0; i < self->pages->len; i++)
    {
      const DectSheetPage *page = g_ptr_array_index (self->pages, i);
      cairo_t *cr;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      cairo_pdf_surface_set_size (surface, page->width_mm * PT_PER_MM, page->height_mm * PT_PER_MM);
      add_outline (self, surface, i, &parent);
      cr = cairo_create (surface);
      cairo_scale (cr, PT_PER_MM, PT_PER_MM);
      dect_sheets_draw_page (self, cr, i);
      cairo_show_page (cr);
      cairo_destroy (cr);
      tell (options, i + 1, self->pages->len);
    }

  return TRUE;
}

static GBytes *
make_pdf (const DectSheets *self,
          const DectSheetOptions *options,
          GCancellable *cancellable,
          GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface;
  cairo_status_t status;
  gboolean drawn;

  surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, self->width_mm * PT_PER_MM,
                                                 self->height_mm * PT_PER_MM);
  set_metadata (self, surface);
  drawn = draw_pages (self, surface, options, cancellable, error);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  if (drawn && status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, DECT_SHEET_ERROR, DECT_SHEET_ERROR_OUTPUT,
                   _("The PDF could not be made: %s."), cairo_status_to_string (status));
      drawn = FALSE;
    }
  if (!drawn)
    {
      g_byte_array_unref (bytes);
      return NULL;
    }

  return g_byte_array_free_to_bytes (bytes);
}

gboolean
dect_sheets_write_pdf (DectSnapshot *snapshot,
                       DectLinks *links,
                       DectChain *chain,
                       const DectSheetOptions *options,
                       GOutputStream *output,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (DectSheets) sheets = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gconstpointer data;
  gsize size;

  g_return_val_if_fail (snapshot != NULL, FALSE);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (output), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  sheets = dect_sheets_new (snapshot, links, chain, options, cancellable, error);
  if (sheets == NULL)
    return FALSE;

  g_autoptr (DectLocaleScope) scope = dect_locale_enter (sheets->language);

  if ((bytes = make_pdf (sheets, options, cancellable, error)) == NULL)
    return FALSE;

  data = g_bytes_get_data (bytes, &size);
  return g_output_stream_write_all (output, data, size, NULL, cancellable, error);
}
