/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * DectPlanTexture:
 * @texture: the picture, origin top left
 * @width: size of the page in the plan's units
 * @height: same
 * @px_per_unit: pixels of @texture a unit
 * @sharpest: whether more pixels would show nothing new (a raster image at its own size, or the largest texture we make)
 *
 * One page of a plan image as it goes to the screen.
 */
typedef struct
{
  GdkTexture *texture;
  double      width;
  double      height;
  double      px_per_unit;
  gboolean    sharpest;
} DectPlanTexture;

void dect_plan_texture_free (DectPlanTexture *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPlanTexture, dect_plan_texture_free)

/** DECT_PLAN_TEXTURE_MAX_PIXELS: most pixels of a texture, 64 MB */
#define DECT_PLAN_TEXTURE_MAX_PIXELS (16.0 * 1024 * 1024)

/**
 * dect_plan_texture_new_async:
 * @bytes: a plan image
 * @page: page, 0 = first
 * @px_per_unit: resolution wanted, pixels a unit; less is made where it would be too large. 0: as fits into
 *   @max_side pixels
 * @max_side: longest side, pixels; 0 = no limit of its own
 * @dark: whether light and dark are exchanged (colours keep their hue), so that white paper does not dazzle
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Decodes and renders in a thread.
 */
void dect_plan_texture_new_async (GBytes             *bytes,
                                  guint               page,
                                  double              px_per_unit,
                                  double              max_side,
                                  gboolean            dark,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);

DectPlanTexture *dect_plan_texture_new_finish (GAsyncResult *result,
                                               GError      **error);

G_END_DECLS
