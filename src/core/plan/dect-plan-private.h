/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "plan/dect-plan.h"

G_BEGIN_DECLS

/**
 * DectPlanSize:
 * @width: in the format's units
 * @height: the same
 */
typedef struct
{
  double width;
  double height;
} DectPlanSize;

/**
 * DectPlanRaster:
 * @width: pixels in a row, as stored
 * @height: rows, as stored
 * @orientation: EXIF orientation 1 to 8 (CIPA DC-008, tag 0x0112); 1 = as stored
 * @components: colour components of a JPEG, 0 for PNG
 *
 * What the header of a PNG or JPEG says.
 */
typedef struct
{
  guint width;
  guint height;
  guint orientation;
  guint components;
} DectPlanRaster;

struct _DectPlan
{
  gatomicrefcount ref_count;
  GBytes         *bytes;
  DectPlanFormat  format;
  DectPlanRaster  raster;
  guint           n_pages;
  DectPlanSize   *sizes; /* n_pages */
  char           *key;   /* dect_plan_get_key(), once it was asked for */
  gboolean        keeps; /* the decoder stays open between calls: one thread only */
  GObject        *decoder;
};

/*
 * Two sides share this file. dect-plan.c is the one all others call: it decodes nothing itself and asks a helper process
 * (dect-decode-pool.h). The functions below decode in the process that calls them: that is the helper, and the program only where
 * vectors are put on paper.
 */

/**
 * dect_plan_sniff:
 * @bytes: a file
 * @error: return location, #DECT_PLAN_ERROR
 *
 * Bounds its size, sees what it is, and reads the header of a PNG or JPEG with code of our own. PDF and SVG have no pages yet.
 *
 * Returns: (transfer full) (nullable): the plan
 */
DectPlan *dect_plan_sniff (GBytes  *bytes,
                           GError **error);

/** dect_plan_get_key: Returns: (transfer none): SHA-256 of the file, 64 digits: the same file has the same helper */
const char *dect_plan_get_key (DectPlan *self);

/** dect_plan_is_raster: Returns: whether it is a PNG or a JPEG */
gboolean dect_plan_is_raster (const DectPlan *self);

/** dect_plan_keep: keeps @decoder open for the next call, where @self->keeps says so */
static inline void
dect_plan_keep (DectPlan *self,
                gpointer  decoder)
{
  if (self->keeps)
    g_set_object (&self->decoder, G_OBJECT (decoder));
}

/** dect_plan_check_page: Returns: whether there is that page; else sets %DECT_PLAN_ERROR_PAGE */
gboolean dect_plan_check_page (const DectPlan *self,
                               guint           page,
                               GError        **error);

/** dect_plan_check_status: Returns: whether cairo drew; else sets %DECT_PLAN_ERROR_RENDER */
gboolean dect_plan_check_status (cairo_status_t status,
                                 GError       **error);

/**
 * dect_plan_get_pixels:
 * @self: a plan
 * @page: page, 0 = first
 * @px_per_unit: pixels for each unit
 * @width: (out): columns of the picture
 * @height: (out): its rows
 * @error: return location, %DECT_PLAN_ERROR_PAGE or %DECT_PLAN_ERROR_RENDER
 *
 * The size of a rendered page, which the program and its helper work out each for itself.
 *
 * Returns: whether such a picture may be asked for
 */
gboolean dect_plan_get_pixels (const DectPlan *self,
                               guint           page,
                               double          px_per_unit,
                               int            *width,
                               int            *height,
                               GError        **error);

/** dect_plan_decode_open: fills pages and sizes of a plan from dect_plan_sniff(). Returns: whether it could be read */
gboolean dect_plan_decode_open (DectPlan *self,
                                GError  **error);

/** dect_plan_decode_render: Returns: (transfer full) (nullable): as dect_plan_render() */
cairo_surface_t *dect_plan_decode_render (DectPlan *self,
                                          guint     page,
                                          double    px_per_unit,
                                          GError  **error);

/** dect_plan_decode_vectors: draws a page of a PDF or SVG, @cr in units of the plan. Returns: whether it was drawn */
gboolean dect_plan_decode_vectors (DectPlan *self,
                                   guint     page,
                                   cairo_t  *cr,
                                   GError  **error);

/* Each opener fills raster, n_pages and sizes of a plan whose bytes and format are set. */
gboolean dect_plan_raster_open (DectPlan *self,
                                GError  **error);
gboolean dect_plan_svg_open    (DectPlan *self,
                                GError  **error);
gboolean dect_plan_pdf_open    (DectPlan *self,
                                GError  **error);

/* The drawers: @cr in units of the plan. */
gboolean dect_plan_raster_draw (const DectPlan *self,
                                double          px_per_unit,
                                cairo_t        *cr,
                                GError        **error);
gboolean dect_plan_svg_draw    (DectPlan *self,
                                cairo_t  *cr,
                                GError  **error);
gboolean dect_plan_pdf_draw    (DectPlan *self,
                                guint     page,
                                cairo_t  *cr,
                                GError  **error);

/** dect_plan_png_decode: Returns: (transfer full) (nullable): the pixels as stored, with their alpha */
cairo_surface_t *dect_plan_png_decode (const DectPlan *self,
                                       GError        **error);

/** dect_plan_jpeg_decode: Returns: (transfer full) (nullable): the pixels as stored, at @scale or somewhat larger */
cairo_surface_t *dect_plan_jpeg_decode (const DectPlan *self,
                                        double          scale,
                                        GError        **error);

/**
 * dect_plan_jpeg_encode:
 * @surface: an opaque ARGB32 picture
 * @quality: 1 to 100, as libjpeg counts it
 * @error: return location, %DECT_PLAN_ERROR_RENDER
 *
 * Returns: (transfer full) (nullable): a JPEG of it
 */
GBytes *dect_plan_jpeg_encode (cairo_surface_t *surface,
                               guint            quality,
                               GError         **error);

/** dect_plan_fail_damaged: sets %DECT_PLAN_ERROR_DAMAGED, @detail (nullable) in the decoder's words. Returns: %FALSE */
gboolean dect_plan_fail_damaged (const char *detail,
                                 GError    **error);

/**
 * dect_plan_header_read:
 * @data: a PNG or JPEG
 * @size: its length
 * @format: which of them
 * @raster: (out): what its header says
 *
 * Walks the file's own structure (PNG: chunks, ISO/IEC 15948 clause 5; JPEG: marker segments, ITU-T T.81 annex B;
 * EXIF: CIPA DC-008 clause 4.6) without decoding a pixel.
 *
 * Returns: whether the structure is whole up to its end mark
 */
gboolean dect_plan_header_read (const guint8   *data,
                                gsize           size,
                                DectPlanFormat  format,
                                DectPlanRaster *raster);

/** dect_plan_set_single_size: sets page 0 of a plan with one page, or says why the size is refused */
gboolean dect_plan_set_single_size (DectPlan *self,
                                    double    width,
                                    double    height,
                                    GError  **error);

/** dect_plan_size_valid: whether both sides are finite, > 0 and <= #DECT_PLAN_MAX_UNITS; sets @error if not */
gboolean dect_plan_size_valid (double   width,
                               double   height,
                               GError **error);

G_END_DECLS
