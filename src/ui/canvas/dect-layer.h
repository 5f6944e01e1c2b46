/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "canvas/dect-view-transform.h"
#include "dect-document.h"

G_BEGIN_DECLS

/**
 * DectLayer:
 *
 * One thing drawn on the canvas (plan image, walls, coverage, chain). It draws what it knows of the document's floor, and tells by the
 * signal "changed" when it looks different.
 *
 * Properties: visible (gboolean, default TRUE). Signal: changed (self).
 */
#define DECT_TYPE_LAYER (dect_layer_get_type ())
G_DECLARE_DERIVABLE_TYPE (DectLayer, dect_layer, DECT, LAYER, GObject)

/**
 * DectLayerClass:
 * @update: the floor, the site or the analysis changed
 * @snapshot: draws; coordinates are the canvas's pixels
 * @describe: what is at a point (pixels), as a tooltip's text; %NULL where nothing is
 * @cached: what @snapshot drew is kept, and moved with the picture, until the zoom or the layer changes; @snapshot is then asked for
 *   more than is seen. For what is drawn line by line.
 * @is_heavy: (nullable): for a cached layer that draws by cairo alone: whether there is so much that the last drawing took longer than a
 *   frame may. Then it is drawn into a picture in a thread, and what was there before is shown, moved and scaled, until that is done.
 */
struct _DectLayerClass
{
  GObjectClass parent_class;

  void (*update) (DectLayer *self);
  void (*snapshot) (DectLayer               *self,
                    GtkSnapshot             *snapshot,
                    const DectViewTransform *view,
                    const graphene_rect_t   *clip);
  char *(*describe) (DectLayer               *self,
                     const DectViewTransform *view,
                     DectPoint                point);
  gboolean cached;
  gboolean (*is_heavy) (DectLayer *self);
};

DectDocument *dect_layer_get_document (DectLayer *self);

/** dect_layer_set_document: @document: (nullable): the site to draw */
void dect_layer_set_document (DectLayer    *self,
                              DectDocument *document);

/** dect_layer_get_floor: Returns: (nullable) (transfer none): the floor to draw, as it stands */
const DectFloor *dect_layer_get_floor (DectLayer *self);

/** dect_layer_set_below: @below: whether it draws the next lower floor of the building instead of the document's floor; said once,
 * before there is a document */
void dect_layer_set_below (DectLayer *self,
                           gboolean   below);

/** dect_layer_set_scale_factor: @scale_factor: pixels of the screen for one of the canvas, for pictures that are kept */
void dect_layer_set_scale_factor (DectLayer *self,
                                  gint       scale_factor);

gboolean dect_layer_get_visible (DectLayer *self);
void     dect_layer_set_visible (DectLayer *self,
                                 gboolean   visible);

/** dect_layer_changed: for subclasses: it looks different now */
void dect_layer_changed (DectLayer *self);

/** dect_layer_update: for subclasses and the canvas: look at the site again */
void dect_layer_update (DectLayer *self);

void dect_layer_snapshot (DectLayer               *self,
                          GtkSnapshot             *snapshot,
                          const DectViewTransform *view,
                          const graphene_rect_t   *clip);

/** dect_layer_describe: Returns: (transfer full) (nullable): words about what is at @point, canvas pixels */
char *dect_layer_describe (DectLayer               *self,
                           const DectViewTransform *view,
                           DectPoint                point);

G_END_DECLS
