/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/dect-canvas.h"
#include "canvas/dect-layer.h"
#include "canvas/dect-rfp-marker.h"
#include "canvas/dect-shape-cursor.h"
#include "canvas/dect-tool.h"
#include "model/dect-snap.h"

G_BEGIN_DECLS

typedef enum
{
  DRAG_NONE,
  DRAG_MOVE,
  DRAG_BAND,
  DRAG_PAN,
  DRAG_TOOL,
  DRAG_RESIZE,   /* a corner of a zone */
  DRAG_WALL_END,
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
  LAYER_BELOW_PLAN,
  LAYER_BELOW_WALLS,
  LAYER_COVERAGE,
  LAYER_WALLS,
  LAYER_CHAIN,
  LAYER_PREVIEW,
  N_LAYERS,
} LayerIndex;

/* Something that is moved, as it was before. */
typedef struct
{
  guint32     id;
  DectKind    kind;
  DectSegment place;   /* metres; of a base station both ends are where it hangs */
  guint32     carrier; /* wall that it lies on and that moves, 0: it moves by itself */
} DragItem;

struct _DectCanvas
{
  GtkWidget           parent_instance;
  DectDocument       *document;
  GSimpleActionGroup *actions;
  DectLayer          *layers[N_LAYERS];
  GHashTable         *markers;  /* id -> DectRfpMarker */
  GHashTable         *zones;    /* id -> DectZoneMarker */
  GHashTable         *remarks;  /* id -> DectRemarkMarker */
  GHashTable         *survey;   /* id of the first reading of a place -> DectSurveyMarker */
  GHashTable         *trouble;  /* id -> 1 warning, 2 error */
  GHashTable         *cuts;     /* indexes of the analysis, + 1 */
  GHashTable         *views;    /* floor -> DectViewTransform, where it was looked at before */
  GtkWidget          *popover;  /* a question about what was drawn */
  guint32             menu_id;  /* what it is of, 0: nothing */
  gboolean            menu_left; /* it was closed, and nothing was done since */
  DectPoint           menu_at;  /* where it was opened, canvas pixels */
  GtkWidget          *menu;     /* of what is under the pointer, once asked for */
  DectViewTransform   view;
  guint32             floor;
  gboolean            fit_pending; /* the size of the floor is not known yet */
  gboolean            fitted;      /* nobody has panned or zoomed since the last fit */
  gint                fit_width;   /* size of the canvas at that */
  gint                fit_height;
  gboolean            labels;
  gboolean            labelled; /* markers show them: the zoom has room for them */
  gboolean            show_zones;
  gboolean            show_remarks;
  gboolean            show_survey;
  gboolean            empty;
  DectTool            tool;
  GtkWidget          *cursors[DECT_N_SHAPES]; /* walls and openings, for the keyboard */
  gboolean            rulers;
  GHashTable         *figures;  /* text -> PangoLayout, of the rulers */
  guint               n_pasted; /* times that what was copied last stands beside itself */
  guint32             placing;  /* unplaced base station that the next click places */

  /* Pointer */
  DragMode            drag;
  gboolean            drag_moved;
  gboolean            space;
  guint32             drag_hit; /* base station or zone under the press */
  guint               drag_corner; /* of a zone that is resized: 1 right, 2 bottom */
  GArray             *drag_items;
  DectSegmentIndex   *drag_walls; /* what does not move, while something does */
  GArray             *band_base;  /* guint32: selected before the rubber band */
  guint32             hover;      /* wall or opening under the pointer */
  GdkModifierType     modifiers;  /* of the pointer's last event */
  DectPoint           drag_start; /* canvas pixels */
  DectPoint           drag_now;
  DectPoint           pointer;
  gboolean            pointer_inside;
  GtkGesture         *finger;       /* not owned: the drag of one */
  double              pinch_scale;  /* of two, since they came */
  DectPoint           pinch_middle; /* between them, canvas pixels */

  /* Tools */
  GArray             *sketch;     /* DectPoint: the points of what is being drawn, metres */
  GArray             *sketch_ids; /* guint32: what has become of them */
  DectSnap            snap;       /* where the pointer is drawn to */
  gboolean            snapped;    /* it is of use */
  gboolean            crosshair;  /* the keyboard has the point, not the pointer */
  DectPoint           cross;      /* where that is, metres */
  char               *material;
  DectOpeningKind     opening_kind;
  double              opening_m;
  guint32             link_from;
};

/* dect-canvas-view.c */
void            dect_canvas_show_floor   (DectCanvas *self);
void            dect_canvas_view_changed (DectCanvas *self);
void            dect_canvas_stop_fitting (DectCanvas *self);
gboolean        dect_canvas_get_area     (DectCanvas *self,
                                          DectArea   *area);
GtkWidget      *dect_canvas_focus_thing  (DectCanvas *self,
                                          guint32     id);
void            dect_canvas_scroll_to    (DectCanvas *self,
                                          GtkWidget  *child);
void            dect_canvas_fit_selection (DectCanvas *self);

/* dect-canvas.c */
const DectFloor *dect_canvas_get_floor    (DectCanvas *self);
void             dect_canvas_update_cursor (DectCanvas *self);

/* dect-canvas-survey.c */
void       dect_canvas_sync_survey     (DectCanvas            *self);
void       dect_canvas_update_survey   (DectCanvas            *self);
void       dect_canvas_allocate_survey (DectCanvas            *self);
void       dect_canvas_snapshot_survey (DectCanvas            *self,
                                        GtkSnapshot           *snapshot,
                                        const graphene_rect_t *clip);
GtkWidget *dect_canvas_survey_at       (DectCanvas            *self,
                                        DectPoint              point);
char      *dect_canvas_describe_survey (DectCanvas            *self,
                                        DectPoint              point);

/* dect-canvas-properties.c */

/* Width of an opening before another one was chosen, metres: a door. */
#define DECT_CANVAS_OPENING_M 0.9

void        dect_canvas_install_properties (GObjectClass *object_class);
const char *dect_canvas_tool_name          (DectTool      tool);

/* dect-canvas-markers.c */

/* Names are left out when a metre is smaller than this, pixels: they would cover each other. */
#define DECT_CANVAS_LABEL_SCALE 7.0

void           dect_canvas_collect_trouble (DectCanvas *self);
void           dect_canvas_update_markers  (DectCanvas *self);
void           dect_canvas_update_labels   (DectCanvas *self);
void           dect_canvas_sync_markers    (DectCanvas *self);

/* Takes those of a table of markers (by id) off the canvas whose thing is gone or, by @belongs, not of the floor that is shown. */
void           dect_canvas_drop_markers    (DectCanvas *self,
                                            GHashTable *markers,
                                            gboolean  (*belongs) (DectCanvas       *self,
                                                                  const DectRecord *record));

DectRfpMarker *dect_canvas_marker_at       (DectCanvas *self,
                                            DectPoint   point,
                                            double      reach_px);

/* dect-canvas-shapes.c */
void       dect_canvas_add_shapes      (DectCanvas *self);
void       dect_canvas_sync_shapes     (DectCanvas *self);
void       dect_canvas_allocate_shapes (DectCanvas *self);
guint32    dect_canvas_shape_at        (DectCanvas *self,
                                        DectPoint   point);
gint       dect_canvas_wall_end_at     (DectCanvas *self,
                                        DectPoint   point);
GtkWidget *dect_canvas_shape_cursor    (DectCanvas *self,
                                        guint32     id);
guint32    dect_canvas_child_id        (GtkWidget  *child);
void       dect_canvas_draw_shapes     (DectCanvas            *self,
                                        GtkSnapshot           *snapshot,
                                        const graphene_rect_t *clip);
void       dect_canvas_set_hover       (DectCanvas *self,
                                        guint32     id);
gboolean   dect_canvas_find_place      (DectCanvas       *self,
                                        const DectRecord *record,
                                        DectSegment      *place);

/* dect-canvas-snap.c */
DectPoint dect_canvas_snap             (DectCanvas      *self,
                                        DectPoint        at,
                                        GdkModifierType  state,
                                        const DectPoint *from);
DectSnapper dect_canvas_get_snapper    (DectCanvas      *self,
                                        GArray          *points);
void      dect_canvas_end_snap         (DectCanvas      *self);
double    dect_canvas_grid             (DectCanvas      *self);
void      dect_canvas_draw_guides      (DectCanvas      *self,
                                        cairo_t         *cr);

/* dect-canvas-tools.c */
void     dect_canvas_tool_changed (DectCanvas      *self);
void     dect_canvas_sketch_done  (DectCanvas      *self);
gboolean dect_canvas_tool_key     (DectCanvas      *self,
                                   guint            keyval,
                                   GdkModifierType  state);
void     dect_canvas_tool_press   (DectCanvas      *self,
                                   DectPoint        at,
                                   GdkModifierType  state);
void     dect_canvas_tool_motion  (DectCanvas      *self,
                                   DectPoint        at,
                                   GdkModifierType  state);
void     dect_canvas_tool_release (DectCanvas      *self,
                                   DectPoint        at,
                                   GdkModifierType  state,
                                   gboolean         moved);
void     dect_canvas_notify_hint  (DectCanvas      *self);
void     dect_canvas_draw_line    (DectCanvas      *self,
                                   cairo_t         *cr,
                                   DectPoint        a,
                                   DectPoint        b,
                                   gboolean         ticks);
void     dect_canvas_draw_words   (DectCanvas      *self,
                                   cairo_t         *cr,
                                   DectPoint        at,
                                   const char      *text);
DectPoint dect_canvas_sketch_point (DectCanvas *self,
                                    guint       i);

/* dect-canvas-cross.c */
DectPoint dect_canvas_middle         (DectCanvas *self);
DectPoint dect_canvas_beside_markers (DectCanvas *self,
                                      DectPoint   at);
gboolean  dect_canvas_move_cross     (DectCanvas *self,
                                      double      dx_m,
                                      double      dy_m);
gboolean  dect_canvas_press_cross    (DectCanvas *self);

/* dect-canvas-popover.c */
void dect_canvas_ask          (DectCanvas    *self,
                               GtkWidget     *child,
                               DectPoint      at,
                               gpointer       question,
                               GDestroyNotify free_question);
void dect_canvas_end_question (DectCanvas    *self);

/* dect-canvas-clip.c */
void dect_canvas_copy      (DectCanvas *self);
void dect_canvas_cut       (DectCanvas *self);
void dect_canvas_paste     (DectCanvas *self);
void dect_canvas_duplicate (DectCanvas *self);

/* dect-canvas-rulers.c */
void dect_canvas_draw_rulers (DectCanvas  *self,
                              GtkSnapshot *snapshot);

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

/* dect-canvas-remarks.c */
void    dect_canvas_sync_remarks     (DectCanvas            *self);
void    dect_canvas_update_remarks   (DectCanvas            *self);
void    dect_canvas_allocate_remarks (DectCanvas            *self);
void    dect_canvas_snapshot_remarks (DectCanvas            *self,
                                      GtkSnapshot           *snapshot,
                                      const graphene_rect_t *clip);
guint32 dect_canvas_remark_at        (DectCanvas            *self,
                                      DectPoint              point);

/* dect-tool-note.c */
void dect_canvas_ask_note (DectCanvas *self,
                           guint32     id,
                           DectPoint   at);

/* dect-canvas-menu.c */
void dect_canvas_add_menu          (DectCanvas     *self);
void dect_canvas_install_menu_keys (GtkWidgetClass *widget_class);
void dect_canvas_what_if           (DectCanvas     *self);
void dect_canvas_focus_came        (DectCanvas     *self);

/* dect-canvas-input.c */
void dect_canvas_add_controllers (DectCanvas *self);

/* dect-canvas-touch.c */
void dect_canvas_add_touch   (DectCanvas *self,
                              GtkGesture *drag);
void dect_canvas_scroll      (DectCanvas *self,
                              double      dx,
                              double      dy,
                              gboolean    touchpad,
                              gboolean    control);
void dect_canvas_begin_pinch (DectCanvas *self,
                              DectPoint   middle);
void dect_canvas_pinch       (DectCanvas *self,
                              DectPoint   middle,
                              double      scale);

/* dect-canvas-move.c */
void  dect_canvas_collect_items (DectCanvas *self,
                                 gboolean    only_rfps);
char *dect_canvas_items_label   (DectCanvas *self,
                                 const char *one,
                                 const char *many,
                                 const char *mixed);
void dect_canvas_begin_move (DectCanvas *self);
void dect_canvas_end_move   (DectCanvas *self);
void dect_canvas_drag_by    (DectCanvas     *self,
                             double          dx_m,
                             double          dy_m,
                             GdkModifierType state);
void dect_canvas_drag_end   (DectCanvas     *self,
                             DectPoint       at,
                             GdkModifierType state);
void dect_canvas_split      (DectCanvas *self,
                             DectPoint   at);
void dect_canvas_nudge      (DectCanvas *self,
                             double      dx_m,
                             double      dy_m);
void dect_canvas_set_walls_material (DectCanvas *self,
                                     const char *material);

/* dect-canvas-select.c */
void dect_canvas_update_band (DectCanvas *self);
void dect_canvas_select_all  (DectCanvas *self);

/* dect-canvas-edit.c */
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

/* dect-link-popover.c */
void dect_canvas_ask_link (DectCanvas *self,
                           guint32     from,
                           guint32     to,
                           DectPoint   at);

G_END_DECLS
