/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/dect-canvas.h"
#include "canvas/dect-layer.h"
#include "canvas/dect-rfp-marker.h"

G_BEGIN_DECLS

typedef enum
{
  DRAG_NONE,
  DRAG_MOVE,
  DRAG_BAND,
  DRAG_PAN,
  DRAG_SCALE,
  DRAG_PLACE,
  DRAG_ZONE,
  DRAG_RESIZE,
} DragMode;

/* What of a zone lies under the pointer. */
typedef enum
{
  ZONE_HIT_NONE,
  ZONE_HIT_INSIDE,
  ZONE_HIT_EDGE,
  ZONE_HIT_CORNER,
} ZoneHit;

typedef enum
{
  LAYER_PLAN,
  LAYER_COVERAGE,
  LAYER_WALLS,
  LAYER_CHAIN,
  LAYER_PREVIEW,
  N_LAYERS,
} LayerIndex;

typedef struct
{
  guint32   id;
  DectPoint point; /* metres */
  DectPoint other; /* opposite corner of a zone */
} DragItem;

struct _DectCanvas
{
  GtkWidget           parent_instance;
  DectDocument       *document;
  GSimpleActionGroup *actions;
  DectLayer          *layers[N_LAYERS];
  GHashTable         *markers;  /* id -> DectRfpMarker */
  GHashTable         *zones;    /* id -> DectZoneMarker */
  GHashTable         *trouble;  /* id -> 1 warning, 2 error */
  GHashTable         *views;    /* floor -> DectViewTransform, where it was looked at before */
  GtkWidget          *scale_popover;
  GtkWidget          *menu;     /* of what is under the pointer, once asked for */
  DectViewTransform   view;
  guint32             floor;
  gboolean            fit_pending; /* the size of the floor is not known yet */
  gboolean            fitted;      /* nobody has panned or zoomed since the last fit */
  gint                fit_width;   /* size of the canvas at that */
  gint                fit_height;
  gboolean            labels;
  gboolean            show_zones;
  gboolean            empty;
  DectTool            tool;
  guint32             placing;  /* unplaced base station that the next click places */

  /* Pointer */
  DragMode            drag;
  gboolean            drag_moved;
  gboolean            space;
  guint32             drag_hit; /* base station or zone under the press */
  guint               drag_corner; /* of a zone that is resized: 1 right, 2 bottom */
  GArray             *drag_items;
  DectPoint           drag_start; /* canvas pixels */
  DectPoint           drag_now;
  DectPoint           pointer;
  gboolean            pointer_inside;
  double              pinch_scale;
};

/* dect-canvas.c */
void            dect_canvas_view_changed (DectCanvas *self);
void            dect_canvas_stop_fitting (DectCanvas *self);
const DectFloor *dect_canvas_get_floor   (DectCanvas *self);
gboolean        dect_canvas_get_area     (DectCanvas *self,
                                          DectArea   *area);
void            dect_canvas_update_cursor (DectCanvas *self);

/* dect-canvas-markers.c */
void           dect_canvas_collect_trouble (DectCanvas *self);
void           dect_canvas_update_markers  (DectCanvas *self);
void           dect_canvas_sync_markers    (DectCanvas *self);
DectRfpMarker *dect_canvas_marker_at       (DectCanvas *self,
                                            DectPoint   point,
                                            double      reach_px);

/* dect-canvas-zones.c */
void    dect_canvas_sync_zones     (DectCanvas  *self);
void    dect_canvas_update_zones   (DectCanvas  *self);
void    dect_canvas_allocate_zones (DectCanvas  *self);
void    dect_canvas_snapshot_zones (DectCanvas  *self,
                                    GtkSnapshot *snapshot);
guint32 dect_canvas_zone_at        (DectCanvas  *self,
                                    DectPoint    point,
                                    ZoneHit     *hit,
                                    guint       *corner);
void    dect_canvas_draw_zone      (DectCanvas  *self,
                                    DectPoint    a,
                                    DectPoint    b);
void    dect_canvas_resize_zone    (DectCanvas  *self,
                                    guint32      id,
                                    guint        corner,
                                    DectPoint    point);

/* dect-canvas-menu.c */
void dect_canvas_add_menu          (DectCanvas     *self);
void dect_canvas_install_menu_keys (GtkWidgetClass *widget_class);
void dect_canvas_what_if           (DectCanvas     *self);

/* dect-canvas-input.c */
void dect_canvas_add_controllers (DectCanvas *self);

/* dect-canvas-edit.c */
void dect_canvas_begin_move (DectCanvas *self);
void dect_canvas_move_by    (DectCanvas *self,
                             double      dx_m,
                             double      dy_m);
void dect_canvas_nudge      (DectCanvas *self,
                             double      dx_m,
                             double      dy_m);
void dect_canvas_delete     (DectCanvas *self);
void dect_canvas_unplace    (DectCanvas *self);
void dect_canvas_place_next (DectCanvas *self,
                             DectPoint   point);

/* dect-canvas-actions.c */
void dect_canvas_init_actions    (DectCanvas *self);
void dect_canvas_install_keys    (GtkWidgetClass *widget_class);
void dect_canvas_update_actions  (DectCanvas *self);
void dect_canvas_zoom_by         (DectCanvas *self,
                                  double      factor);

void dect_canvas_set_action_state (DectCanvas *self,
                                   const char *name,
                                   GVariant   *state);

/* dect-canvas-draw.c */
void dect_canvas_draw_ground  (DectCanvas  *self,
                               GtkSnapshot *snapshot);
void dect_canvas_draw_preview (DectCanvas  *self,
                               GtkSnapshot *snapshot);

/* dect-scale-popover.c */
void dect_canvas_ask_length (DectCanvas *self,
                             DectPoint   a,
                             DectPoint   b);

G_END_DECLS
