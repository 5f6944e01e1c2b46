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
};

/* Each opener fills raster, n_pages and sizes of a plan whose bytes and format are set. */
gboolean dect_plan_raster_open (DectPlan *self,
                                GError  **error);
gboolean dect_plan_svg_open    (DectPlan *self,
                                GError  **error);
gboolean dect_plan_pdf_open    (DectPlan *self,
                                GError  **error);

/* The drawers: @cr in units of the plan. */
gboolean dect_plan_raster_draw (DectPlan     *self,
                                cairo_t      *cr,
                                GCancellable *cancellable,
                                GError      **error);
gboolean dect_plan_svg_draw    (DectPlan     *self,
                                cairo_t      *cr,
                                GCancellable *cancellable,
                                GError      **error);
gboolean dect_plan_pdf_draw    (DectPlan     *self,
                                guint         page,
                                cairo_t      *cr,
                                GError      **error);

/** dect_plan_raster_render: as dect_plan_render() for PNG and JPEG; the target's size was bounded by the caller */
cairo_surface_t *dect_plan_raster_render (DectPlan     *self,
                                          double        px_per_unit,
                                          GCancellable *cancellable,
                                          GError      **error);

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
