/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-plan"

#include "config.h"

#include "plan/dect-plan-private.h"

#include "model/dect-i18n.h"

#include <cairo-ps.h>
#include <poppler.h>

/* This poppler declares no autoptr of its types; later ones do, so ours must have another name. */
typedef PopplerDocument Document;
typedef PopplerPage Page;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Document, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Page, g_object_unref)

/* Documents of poppler share one FreeType library, which is not for two threads at a time. */
static GMutex poppler_lock;

static PopplerDocument *
open_document (DectPlan *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  PopplerDocument *document;

  if (self->decoder != NULL)
    return g_object_ref (POPPLER_DOCUMENT (self->decoder));
  document = poppler_document_new_from_bytes (self->bytes, NULL, &local);
  if (document != NULL)
    {
      dect_plan_keep (self, document);
      return document;
    }

  if (g_error_matches (local, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
    g_set_error_literal (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_PASSWORD,
                         _("The PDF wants a password; save a copy without one."));
  else
    g_set_error (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_DAMAGED, _("The PDF cannot be read: %s."),
                 local->message);
  return NULL;
}

static gboolean
check_n_pages (int n_pages, GError **error)
{
  if (n_pages >= 1 && n_pages <= (int) DECT_PLAN_MAX_PAGES)
    return TRUE;

  if (n_pages < 1)
    g_set_error_literal (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_PAGES, _("The PDF has no page."));
  else
    g_set_error (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_PAGES,
                 _("The PDF has %d pages; at most %u are taken. Save only the plans."), n_pages,
                 DECT_PLAN_MAX_PAGES);
  return FALSE;
}

static PopplerPage *
open_page (PopplerDocument *document, guint number, GError **error)
{
  PopplerPage *page = poppler_document_get_page (document, (int) number);

  if (page == NULL)
    g_set_error (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_DAMAGED,
                 _("Page %u of the PDF is damaged."), number + 1);
  return page;
}

static gboolean
measure_pages (DectPlan *self, PopplerDocument *document, GError **error)
{
  int n_pages = poppler_document_get_n_pages (document);

  if (!check_n_pages (n_pages, error))
    return FALSE;

  self->n_pages = (guint) n_pages;
  self->sizes = g_new0 (DectPlanSize, self->n_pages);
  for (guint i = 0; i < self->n_pages; i++)
    {
      g_autoptr (Page) page = open_page (document, i, error);

      if (page == NULL)
        return FALSE;
      poppler_page_get_size (page, &self->sizes[i].width, &self->sizes[i].height);
      if (!dect_plan_size_valid (self->sizes[i].width, self->sizes[i].height, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
dect_plan_pdf_open (DectPlan *self, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&poppler_lock);
  g_autoptr (Document) document = open_document (self, error);

  return document != NULL && measure_pages (self, document, error);
}

static cairo_status_t
drop_cb (void *closure, const unsigned char *data, unsigned int length)
{
  return CAIRO_STATUS_SUCCESS;
}

/*
 * poppler names the images it draws by their object number alone, and cairo takes images of one
 * name for the same: of two PDFs drawn into one, the second would show the pictures of the first.
 * It gives no names when the target of the cairo_t is PostScript; so the page is recorded in a
 * group on such a target, which itself is thrown away, and the record, vectors and all, goes to the
 * real one.
 */
static cairo_pattern_t *
record_page (PopplerPage *page, double width, double height)
{
  cairo_surface_t *surface = cairo_ps_surface_create_for_stream (drop_cb, NULL, width, height);
  cairo_t *cr = cairo_create (surface);
  cairo_pattern_t *record;

  cairo_push_group (cr);
  poppler_page_render_for_printing (page, cr);
  record = cairo_pop_group (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return record;
}

gboolean
dect_plan_pdf_draw (DectPlan *self, guint page_number, cairo_t *cr, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&poppler_lock);
  g_autoptr (Document) document = open_document (self, error);
  g_autoptr (Page) page = NULL;
  cairo_pattern_t *record;

  if (document == NULL || (page = open_page (document, page_number, error)) == NULL)
    return FALSE;

  /* For the screen poppler scales its images down to the target's pixels; on paper they must keep
   * their resolution. */
  if (cairo_surface_get_type (cairo_get_target (cr)) == CAIRO_SURFACE_TYPE_IMAGE)
    {
      poppler_page_render (page, cr);
      return TRUE;
    }

  record = record_page (page, self->sizes[page_number].width, self->sizes[page_number].height);
  cairo_set_source (cr, record);
  cairo_paint (cr);
  cairo_pattern_destroy (record);
  return TRUE;
}
