/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DECT_PLAN_ERROR:
 *
 * Why bytes are no plan image, or a page of it cannot be drawn; codes are #DectPlanError. The message is one translated
 * sentence for the person who chose the file.
 */
#define DECT_PLAN_ERROR (dect_plan_error_quark ())
GQuark dect_plan_error_quark (void);

/**
 * DectPlanError:
 * @DECT_PLAN_ERROR_FORMAT: neither PNG, JPEG, SVG nor PDF
 * @DECT_PLAN_ERROR_BYTES: a file of more than #DECT_PLAN_MAX_BYTES
 * @DECT_PLAN_ERROR_PIXELS: an image of more than #DECT_PLAN_MAX_PIXELS, or of more than #DECT_PLAN_MAX_SIDE on one side
 * @DECT_PLAN_ERROR_PAGES: a PDF without pages or with more than #DECT_PLAN_MAX_PAGES
 * @DECT_PLAN_ERROR_SIZE: a page or drawing whose size is nothing or beyond #DECT_PLAN_MAX_UNITS
 * @DECT_PLAN_ERROR_DAMAGED: cut off or broken inside
 * @DECT_PLAN_ERROR_PASSWORD: a PDF that wants a password
 * @DECT_PLAN_ERROR_PAGE: no such page
 * @DECT_PLAN_ERROR_RENDER: more than #DECT_PLAN_MAX_RENDER pixels were asked for, or the drawing library gave up
 * @DECT_PLAN_ERROR_READER: the helper that decodes crashed, wanted too much memory or answered nonsense
 * @DECT_PLAN_ERROR_START: it could not be started, whatever the document
 * @DECT_PLAN_ERROR_TIME: the helper took too long and was ended
 */
typedef enum
{
  DECT_PLAN_ERROR_FORMAT,
  DECT_PLAN_ERROR_BYTES,
  DECT_PLAN_ERROR_PIXELS,
  DECT_PLAN_ERROR_PAGES,
  DECT_PLAN_ERROR_SIZE,
  DECT_PLAN_ERROR_DAMAGED,
  DECT_PLAN_ERROR_PASSWORD,
  DECT_PLAN_ERROR_PAGE,
  DECT_PLAN_ERROR_RENDER,
  DECT_PLAN_ERROR_READER,
  DECT_PLAN_ERROR_START,
  DECT_PLAN_ERROR_TIME,
} DectPlanError;

/** DECT_PLAN_MAX_BYTES: largest file taken: 64 MiB */
#define DECT_PLAN_MAX_BYTES (64u * 1024 * 1024)

/** DECT_PLAN_MAX_PIXELS: largest PNG or JPEG taken, width x height: about an A0 sheet at 200 dpi; 256 MB as a surface */
#define DECT_PLAN_MAX_PIXELS (64.0 * 1024 * 1024)

/** DECT_PLAN_MAX_SIDE: most pixels of one side, of an image taken or rendered; what a cairo image surface can have */
#define DECT_PLAN_MAX_SIDE 32767

/** DECT_PLAN_MAX_RENDER: most pixels of a rendered page; same size as the largest image, so any image can be had 1:1 */
#define DECT_PLAN_MAX_RENDER DECT_PLAN_MAX_PIXELS

/** DECT_PLAN_MAX_PAGES: most pages of a PDF */
#define DECT_PLAN_MAX_PAGES 500u

/** DECT_PLAN_MAX_UNITS: longest side of a PDF page (points) or SVG drawing (user units) */
#define DECT_PLAN_MAX_UNITS 1e6

/**
 * DectPlanFormat:
 * @DECT_PLAN_FORMAT_PNG: raster; unit: pixel
 * @DECT_PLAN_FORMAT_JPEG: raster; unit: pixel, after the turn its EXIF orientation asks for
 * @DECT_PLAN_FORMAT_SVG: vectors; unit: user unit of its viewBox; without a viewBox a CSS pixel (millimetres and
 *   inches at 96 dpi)
 * @DECT_PLAN_FORMAT_PDF: vectors; unit: point (1/72 inch) of the page's crop box, after its rotation
 */
typedef enum
{
  DECT_PLAN_FORMAT_PNG,
  DECT_PLAN_FORMAT_JPEG,
  DECT_PLAN_FORMAT_SVG,
  DECT_PLAN_FORMAT_PDF,
} DectPlanFormat;

/**
 * DectPlan:
 *
 * A plan image: bytes in, pixels or vectors out; the only door through which plan images are decoded. Immutable, boxed, counted
 * atomically, usable from any thread.
 *
 * All bytes are taken as hostile. The header of a PNG or JPEG is read here, and bounds what it claims; everything else is decoded by
 * `handover-decode`, a helper process without files, network or memory beyond a limit (src/decode), one for each document. SVGs load
 * nothing from outside (no base URI), PDF scripts and actions are not run. The one exception is dect_plan_draw() of a PDF or SVG, where
 * lines must stay lines on paper: that is drawn in the calling process, PDFs one at a time, since poppler shares one FreeType among
 * its documents.
 */
typedef struct _DectPlan DectPlan;

#define DECT_TYPE_PLAN (dect_plan_get_type ())
GType dect_plan_get_type (void) G_GNUC_CONST;

/**
 * dect_plan_open:
 * @bytes: the file; what it is is seen from its content, never from a name
 * @error: return location, #DECT_PLAN_ERROR
 *
 * Reads sizes only; pixels are not decoded, yet a file that was cut off is refused. For a PDF or SVG the helper is asked, the first
 * time that the program sees the file: some tens of milliseconds, but 20 seconds for a file that was made to take as long. So this is
 * for threads, in which a #DectCancelScope says what stops it; a window asks dect_plan_open_async().
 *
 * Returns: (transfer full) (nullable): the plan
 */
DectPlan *dect_plan_open (GBytes  *bytes,
                          GError **error);

/** dect_plan_open_async: dect_plan_open() in a worker thread; @cancellable ends the helper at once */
void dect_plan_open_async (GBytes             *bytes,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);

/** dect_plan_open_finish: @error: #DECT_PLAN_ERROR or #G_IO_ERROR_CANCELLED. Returns: (transfer full) (nullable): the plan */
DectPlan *dect_plan_open_finish (GAsyncResult *result,
                                 GError      **error);

DectPlan *dect_plan_ref   (DectPlan *self);
void      dect_plan_unref (DectPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPlan, dect_plan_unref)

/** dect_plan_get_format: Returns: what kind of file it is */
DectPlanFormat dect_plan_get_format (const DectPlan *self);

/** dect_plan_get_extension: Returns: "png", "jpg", "svg" or "pdf", as dect_site_add_blob() takes it */
const char *dect_plan_get_extension (const DectPlan *self);

/** dect_plan_get_bytes: Returns: (transfer none): the file */
GBytes *dect_plan_get_bytes (const DectPlan *self);

/** dect_plan_get_n_pages: Returns: 1 and up; only PDFs have more than one */
guint dect_plan_get_n_pages (const DectPlan *self);

/**
 * dect_plan_get_size:
 * @self: a plan
 * @page: page, 0 = first
 * @width: (out) (optional): in the format's units, see #DectPlanFormat; 0 when there is no such page
 * @height: (out) (optional): the same
 *
 * Returns: whether there is such a page
 */
gboolean dect_plan_get_size (const DectPlan *self,
                             guint           page,
                             double         *width,
                             double         *height);

/**
 * dect_plan_is_alike:
 * @self: a plan
 * @page: page, 0 = first
 * @other: (nullable): another plan
 * @other_page: page of it
 *
 * A later edition of the same drawing has the same size: then scale and placement of the earlier
 * one still hold.
 *
 * Returns: whether both pages have the same size, to less than a unit
 */
gboolean dect_plan_is_alike (const DectPlan *self,
                             guint           page,
                             const DectPlan *other,
                             guint           other_page);

/**
 * dect_plan_render:
 * @self: a plan
 * @page: page, 0 = first
 * @px_per_unit: pixels for each unit, > 0; 1 gives a raster image as it is
 * @cancellable: (nullable): ends the helper at once
 * @error: return location, #DECT_PLAN_ERROR or #G_IO_ERROR_CANCELLED
 *
 * Decodes one page onto white paper. Any thread; takes from milliseconds to seconds.
 *
 * Returns: (transfer full) (nullable): an image surface, ARGB32 premultiplied and opaque, of ceil (size x @px_per_unit)
 *   pixels, origin top left
 */
cairo_surface_t *dect_plan_render (DectPlan     *self,
                                   guint         page,
                                   double        px_per_unit,
                                   GCancellable *cancellable,
                                   GError      **error);

/**
 * dect_plan_render_async:
 * @self: a plan
 * @page: page, 0 = first
 * @px_per_unit: pixels for each unit, > 0
 * @cancellable: (nullable): stops it
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * dect_plan_render() in a worker thread.
 */
void dect_plan_render_async (DectPlan           *self,
                             guint               page,
                             double              px_per_unit,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data);

/** dect_plan_render_finish: Returns: (transfer full) (nullable): as dect_plan_render() */
cairo_surface_t *dect_plan_render_finish (GAsyncResult *result,
                                          GError      **error);

/**
 * dect_plan_draw:
 * @self: a plan
 * @page: page, 0 = first
 * @cr: where to; one user unit of it is one unit of the plan, origin at the plan's top left corner
 * @error: return location, #DECT_PLAN_ERROR
 *
 * Draws one page on any cairo target. PDF and SVG stay vectors where the target keeps them (PDF, printer); on an image surface, a
 * preview on the screen, the helper gives pixels of its resolution. Both leave the paper between their lines as it is; PNG and JPEG are drawn as an opaque image, alpha over white, and a JPEG goes
 * into a PDF as the JPEG it was. The state of @cr is kept. @cr must not be used by another thread meanwhile. As it waits for the helper,
 * this is for threads, in which a #DectCancelScope says what ends it.
 *
 * Returns: whether it was drawn
 */
gboolean dect_plan_draw (DectPlan *self,
                         guint     page,
                         cairo_t  *cr,
                         GError  **error);

G_END_DECLS
