/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include <adwaita.h>
#include <math.h>

#include "canvas/dect-canvas-style.h"
#include "canvas/dect-chain-layer.h"
#include "canvas/dect-coverage-layer.h"
#include "canvas/dect-plan-layer.h"
#include "canvas/dect-preview-layer.h"
#include "canvas/dect-wall-layer.h"
#include "canvas/dect-zone-marker.h"
#include "dect-dialogs.h"
#include "radio/dect-radio-data.h"

/* How faintly the floor below is drawn. */
#define BELOW_OPACITY 0.35
/* How far the name of a base station may stand out of its marker, pixels. */
#define NAME_PX 100

G_DEFINE_FINAL_TYPE (DectCanvas, dect_canvas, GTK_TYPE_WIDGET)

const DectFloor *
dect_canvas_get_floor (DectCanvas *self)
{
  return dect_layer_get_floor (self->layers[LAYER_PLAN]);
}

/* --- Following the document ----------------------------------------------------------------------
 */

static void
update_empty (DectCanvas *self)
{
  const DectFloor *floor = self->document != NULL ? dect_canvas_get_floor (self) : NULL;
  DectArea area;
  gboolean empty = floor != NULL && floor->plan == NULL && !dect_canvas_get_area (self, &area);

  if (self->empty == empty)
    return;
  self->empty = empty;
  g_object_notify (G_OBJECT (self), "empty");
}

static void
generation_cb (DectCanvas *self)
{
  dect_canvas_sync_shapes (self);
  dect_canvas_sync_zones (self);
  dect_canvas_sync_remarks (self);
  dect_canvas_sync_markers (self);
  update_empty (self);
  dect_canvas_update_actions (self);
}

static void
floor_cb (DectCanvas *self)
{
  dect_canvas_show_floor (self);
  dect_canvas_sync_zones (self);
  dect_canvas_sync_remarks (self);
  dect_canvas_sync_survey (self);
  dect_canvas_sync_markers (self);
  dect_canvas_sync_shapes (self);
  update_empty (self);
}

static void
analysis_cb (DectCanvas *self)
{
  dect_canvas_collect_trouble (self);
  dect_canvas_update_markers (self);
  dect_canvas_sync_survey (self);
}

static void
preview_cb (DectCanvas *self)
{
  dect_canvas_update_markers (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The links of what is selected are drawn too. */
static void
selection_cb (DectCanvas *self)
{
  dect_layer_changed (self->layers[LAYER_CHAIN]);
  dect_canvas_sync_shapes (self);
  dect_canvas_update_markers (self);
  dect_canvas_update_zones (self);
  dect_canvas_update_remarks (self);
  dect_canvas_update_survey (self);
  dect_canvas_update_actions (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
scale_factor_cb (DectCanvas *self)
{
  for (guint i = 0; i < N_LAYERS; i++)
    dect_layer_set_scale_factor (self->layers[i], gtk_widget_get_scale_factor (GTK_WIDGET (self)));
}

static void
layer_changed_cb (DectCanvas *self)
{
  if (self->fit_pending && self->document != NULL)
    dect_canvas_fit (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
coverage_changed_cb (DectCanvas *self)
{
  g_object_notify (G_OBJECT (self), "coverage");
}

static void
style_cb (DectCanvas *self)
{
  for (guint i = 0; i < N_LAYERS; i++)
    dect_layer_changed (self->layers[i]);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_queue_draw (child);
}

/* --- Widget --------------------------------------------------------------------------------------
 */

static void
dect_canvas_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     gint for_size,
                     gint *minimum,
                     gint *natural,
                     gint *minimum_baseline,
                     gint *natural_baseline)
{
  *minimum = 200;
  *natural = 480;
}

static void
dect_canvas_size_allocate (GtkWidget *widget, gint width, gint height, gint baseline)
{
  DectCanvas *self = DECT_CANVAS (widget);
  GHashTableIter iter;
  gpointer marker;

  if (self->document != NULL && width > 1
      && (self->fit_pending
          || (self->fitted && (self->fit_width != width || self->fit_height != height))))
    dect_canvas_fit (self);
  g_hash_table_iter_init (&iter, self->markers);
  while (g_hash_table_iter_next (&iter, NULL, &marker))
    {
      const DectRfp *rfp
          = DECT_RFP (dect_item_get_record (dect_marker_get_item (DECT_MARKER (marker))));
      DectPoint at = dect_view_transform_to_widget (&self->view, (DectPoint){ rfp->x_m, rfp->y_m });
      graphene_point_t corner = GRAPHENE_POINT_INIT ((float) round (at.x) - DECT_RFP_MARKER_REACH,
                                                     (float) round (at.y) - DECT_RFP_MARKER_REACH);

      gtk_widget_allocate (marker, 2 * DECT_RFP_MARKER_REACH, 2 * DECT_RFP_MARKER_REACH, -1,
                           gsk_transform_translate (NULL, &corner));
    }
  dect_canvas_allocate_zones (self);
  dect_canvas_allocate_remarks (self);
  dect_canvas_allocate_survey (self);
  dect_canvas_allocate_shapes (self);
  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

/* The floor below, faintly, where it lies under this one. */
static void
snapshot_below (DectCanvas *self, LayerIndex i, GtkSnapshot *snapshot, const graphene_rect_t *clip)
{
  const DectFloor *floor = dect_canvas_get_floor (self);
  const DectFloor *below = dect_layer_get_floor (self->layers[i]);
  DectViewTransform view = self->view;

  if (below == NULL || !dect_layer_get_visible (self->layers[i]))
    return;
  view.x0 += (below->offset_x_m - floor->offset_x_m) * view.scale;
  view.y0 += (below->offset_y_m - floor->offset_y_m) * view.scale;
  gtk_snapshot_push_opacity (snapshot, BELOW_OPACITY);
  dect_layer_snapshot (self->layers[i], snapshot, &view, clip);
  gtk_snapshot_pop (snapshot);
}

/* Only those that can be seen; a name stands out of its marker. */
static void
snapshot_markers (DectCanvas *self, GtkSnapshot *snapshot, const graphene_rect_t *clip)
{
  graphene_rect_t seen;

  graphene_rect_inset_r (clip, -NAME_PX, -NAME_PX, &seen);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      const DectRfp *rfp;
      DectPoint at;

      if (DECT_IS_SHAPE_CURSOR (child) && gtk_widget_get_visible (child))
        gtk_widget_snapshot_child (GTK_WIDGET (self), child, snapshot);
      if (!DECT_IS_RFP_MARKER (child))
        continue;
      rfp = DECT_RFP (dect_item_get_record (dect_marker_get_item (DECT_MARKER (child))));
      at = dect_view_transform_to_widget (&self->view, (DectPoint){ rfp->x_m, rfp->y_m });
      if (graphene_rect_contains_point (&seen, &GRAPHENE_POINT_INIT ((float) at.x, (float) at.y)))
        gtk_widget_snapshot_child (GTK_WIDGET (self), child, snapshot);
    }
}

static void
dect_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DectCanvas *self = DECT_CANVAS (widget);
  graphene_rect_t clip = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                             (float) gtk_widget_get_height (widget));

  gtk_snapshot_append_color (snapshot, dect_canvas_color (DECT_COLOR_DESK), &clip);
  if (self->document == NULL || dect_canvas_get_floor (self) == NULL)
    return;
  dect_canvas_draw_ground (self, snapshot);
  for (guint i = 0; i < N_LAYERS; i++)
    {
      if (i == LAYER_CHAIN)
        dect_canvas_snapshot_zones (self, snapshot);
      if (i == LAYER_BELOW_PLAN || i == LAYER_BELOW_WALLS)
        snapshot_below (self, i, snapshot, &clip);
      else
        dect_layer_snapshot (self->layers[i], snapshot, &self->view, &clip);
      if (i == LAYER_WALLS)
        dect_canvas_draw_shapes (self, snapshot, &clip);
    }
  dect_canvas_snapshot_survey (self, snapshot, &clip);
  dect_canvas_snapshot_remarks (self, snapshot, &clip);
  snapshot_markers (self, snapshot, &clip);
  dect_canvas_draw_preview (self, snapshot);
  dect_canvas_draw_rulers (self, snapshot);
}

/* Who walks through them with Tab sees where he is. */
static void
dect_canvas_set_focus_child (GtkWidget *widget, GtkWidget *child)
{
  DectCanvas *self = DECT_CANVAS (widget);

  GTK_WIDGET_CLASS (dect_canvas_parent_class)->set_focus_child (widget, child);
  if (child != NULL && self->drag == DRAG_NONE && self->document != NULL)
    dect_canvas_scroll_to (self, child);
}

static gboolean
dect_canvas_query_tooltip (
    GtkWidget *widget, gint x, gint y, gboolean keyboard, GtkTooltip *tooltip)
{
  DectCanvas *self = DECT_CANVAS (widget);

  if (keyboard || self->document == NULL || self->drag != DRAG_NONE
      || dect_tool_class (self->tool) != NULL || self->popover != NULL
      || dect_canvas_remark_at (self, (DectPoint){ x, y }) != 0
      || (self->menu != NULL && gtk_widget_get_visible (self->menu)))
    return FALSE;
  for (guint i = N_LAYERS + 1; i > 0; i--)
    {
      g_autofree char *text = i > N_LAYERS ? dect_canvas_describe_survey (self, (DectPoint){ x, y })
                                           : dect_layer_describe (self->layers[i - 1], &self->view,
                                                                  (DectPoint){ x, y });

      if (text == NULL)
        continue;
      dect_tooltip_set_text (tooltip, text);
      gtk_tooltip_set_tip_area (tooltip, &(GdkRectangle){ x - 4, y - 4, 8, 8 });
      return TRUE;
    }
  return FALSE;
}

static void
dect_canvas_dispose (GObject *object)
{
  DectCanvas *self = DECT_CANVAS (object);
  GtkWidget *child;

  dect_canvas_set_document (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->popover = NULL;
  self->menu = NULL;
  for (guint i = 0; i < N_LAYERS; i++)
    g_clear_object (&self->layers[i]);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (dect_canvas_parent_class)->dispose (object);
}

static void
dect_canvas_finalize (GObject *object)
{
  DectCanvas *self = DECT_CANVAS (object);

  g_clear_pointer (&self->markers, g_hash_table_unref);
  g_clear_pointer (&self->zones, g_hash_table_unref);
  g_clear_pointer (&self->remarks, g_hash_table_unref);
  g_clear_pointer (&self->survey, g_hash_table_unref);
  g_clear_pointer (&self->trouble, g_hash_table_unref);
  g_clear_pointer (&self->cuts, g_hash_table_unref);
  g_clear_pointer (&self->views, g_hash_table_unref);
  g_clear_pointer (&self->figures, g_hash_table_unref);
  g_clear_pointer (&self->drag_items, g_array_unref);
  g_clear_pointer (&self->drag_walls, dect_segment_index_free);
  g_clear_pointer (&self->band_base, g_array_unref);
  g_clear_pointer (&self->sketch, g_array_unref);
  g_clear_pointer (&self->sketch_ids, g_array_unref);
  g_clear_pointer (&self->material, g_free);
  G_OBJECT_CLASS (dect_canvas_parent_class)->finalize (object);
}

static void
dect_canvas_class_init (DectCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dect_canvas_dispose;
  object_class->finalize = dect_canvas_finalize;
  widget_class->measure = dect_canvas_measure;
  widget_class->size_allocate = dect_canvas_size_allocate;
  widget_class->snapshot = dect_canvas_snapshot;
  widget_class->query_tooltip = dect_canvas_query_tooltip;
  widget_class->set_focus_child = dect_canvas_set_focus_child;

  dect_canvas_install_properties (object_class);
  gtk_widget_class_set_css_name (widget_class, "canvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  dect_canvas_install_keys (widget_class);
  dect_canvas_install_menu_keys (widget_class);
}

static void
make_layers (DectCanvas *self)
{
  self->layers[LAYER_PLAN] = dect_plan_layer_new ();
  self->layers[LAYER_BELOW_PLAN] = dect_plan_layer_new ();
  self->layers[LAYER_BELOW_WALLS] = dect_wall_layer_new ();
  self->layers[LAYER_COVERAGE] = dect_coverage_layer_new ();
  self->layers[LAYER_WALLS] = dect_wall_layer_new ();
  self->layers[LAYER_CHAIN] = dect_chain_layer_new ();
  self->layers[LAYER_PREVIEW] = dect_preview_layer_new ();
  for (LayerIndex i = LAYER_BELOW_PLAN; i <= LAYER_BELOW_WALLS; i++)
    {
      dect_layer_set_below (self->layers[i], TRUE);
      dect_layer_set_visible (self->layers[i], FALSE);
    }
  for (guint i = 0; i < N_LAYERS; i++)
    g_signal_connect_object (self->layers[i], "changed", G_CALLBACK (layer_changed_cb), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (self->layers[LAYER_COVERAGE], "changed",
                           G_CALLBACK (coverage_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
dect_canvas_init (DectCanvas *self)
{
  self->markers = g_hash_table_new (NULL, NULL);
  self->zones = g_hash_table_new (NULL, NULL);
  self->remarks = g_hash_table_new (NULL, NULL);
  self->survey = g_hash_table_new (NULL, NULL);
  self->trouble = g_hash_table_new (NULL, NULL);
  self->cuts = g_hash_table_new (NULL, NULL);
  self->views = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->drag_items = g_array_new (FALSE, FALSE, sizeof (DragItem));
  self->view = (DectViewTransform){ 50, 0, 0 };
  self->labels = TRUE;
  self->show_zones = TRUE;
  self->show_remarks = TRUE;
  self->show_survey = TRUE;
  self->rulers = TRUE;
  self->figures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->band_base = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->sketch = g_array_new (FALSE, FALSE, sizeof (DectPoint));
  self->sketch_ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->material = g_strdup (DECT_MATERIAL_DEFAULT_WALL);
  self->opening_m = DECT_CANVAS_OPENING_M;
  make_layers (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (style_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (style_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  dect_canvas_add_shapes (self);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (scale_factor_cb), NULL);
  dect_canvas_init_actions (self);
  dect_canvas_add_controllers (self);
  dect_canvas_add_menu (self);
}

/* --- Public --------------------------------------------------------------------------------------
 */

static void
connect_document (DectCanvas *self)
{
  g_signal_connect_object (self->document, "notify::floor", G_CALLBACK (floor_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "notify::analysis", G_CALLBACK (analysis_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "notify::preview", G_CALLBACK (preview_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "notify::selection", G_CALLBACK (selection_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dect_document_get_site (self->document), "notify::generation",
                           G_CALLBACK (generation_cb), self, G_CONNECT_SWAPPED);
}

void
dect_canvas_set_document (DectCanvas *self, DectDocument *document)
{
  g_return_if_fail (DECT_IS_CANVAS (self));

  if (self->document == document)
    return;
  if (self->document != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->document, self);
      g_signal_handlers_disconnect_by_data (dect_document_get_site (self->document), self);
    }
  self->drag = DRAG_NONE;
  self->placing = 0;
  self->floor = 0;
  g_hash_table_remove_all (self->views);
  g_hash_table_remove_all (self->trouble);
  g_set_object (&self->document, document);
  for (guint i = 0; i < N_LAYERS; i++)
    dect_layer_set_document (self->layers[i], document);
  if (document != NULL)
    {
      connect_document (self);
      dect_canvas_collect_trouble (self);
    }
  dect_canvas_show_floor (self);
  dect_canvas_sync_zones (self);
  dect_canvas_sync_remarks (self);
  dect_canvas_sync_survey (self);
  dect_canvas_sync_markers (self);
  update_empty (self);
  dect_canvas_update_actions (self);
}

GActionGroup *
dect_canvas_get_actions (DectCanvas *self)
{
  g_return_val_if_fail (DECT_IS_CANVAS (self), NULL);

  return G_ACTION_GROUP (self->actions);
}

const DectViewTransform *
dect_canvas_get_view (DectCanvas *self)
{
  g_return_val_if_fail (DECT_IS_CANVAS (self), NULL);

  return &self->view;
}

double
dect_canvas_get_zoom (DectCanvas *self)
{
  const DectFloor *floor;

  g_return_val_if_fail (DECT_IS_CANVAS (self), 100);

  floor = self->document != NULL ? dect_canvas_get_floor (self) : NULL;
  if (floor == NULL || floor->plan == NULL)
    return self->view.scale / 50 * 100;
  return self->view.scale * dect_floor_plan_scale (floor) * 100;
}

gboolean
dect_canvas_get_empty (DectCanvas *self)
{
  g_return_val_if_fail (DECT_IS_CANVAS (self), FALSE);

  return self->empty;
}

DectCoverage *
dect_canvas_get_coverage (DectCanvas *self, DectCoverageView *view, DectSnapshot **snapshot)
{
  DectCoverageLayer *layer;

  g_return_val_if_fail (DECT_IS_CANVAS (self), NULL);

  layer = DECT_COVERAGE_LAYER (self->layers[LAYER_COVERAGE]);
  *view = dect_coverage_layer_get_view (layer);
  *snapshot = dect_coverage_layer_get_snapshot (layer);
  return dect_coverage_layer_get_coverage (layer);
}

DectTool
dect_canvas_get_tool (DectCanvas *self)
{
  g_return_val_if_fail (DECT_IS_CANVAS (self), DECT_TOOL_SELECT);

  return self->tool;
}

void
dect_canvas_update_cursor (DectCanvas *self)
{
  const DectToolClass *tool = dect_tool_class (self->tool);
  const char *cursor = NULL;

  if (self->drag == DRAG_PAN)
    cursor = "grabbing";
  else if (self->space || self->tool == DECT_TOOL_PAN)
    cursor = "grab";
  else if (tool != NULL)
    cursor = tool->cursor;
  else if (self->hover != 0)
    cursor = "pointer";
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), cursor);
}

void
dect_canvas_set_tool (DectCanvas *self, DectTool tool)
{
  g_return_if_fail (DECT_IS_CANVAS (self));

  self->placing = 0;
  if (self->tool == tool)
    return;
  self->tool = tool;
  self->drag = DRAG_NONE;
  dect_canvas_end_question (self);
  dect_canvas_set_hover (self, 0);
  dect_canvas_tool_changed (self);
  dect_canvas_update_markers (self);
  if (tool == DECT_TOOL_ALIGN)
    g_object_set (self, "below", TRUE, NULL);
  dect_canvas_update_cursor (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  dect_canvas_set_action_state (self, "tool", g_variant_new_string (dect_canvas_tool_name (tool)));
  g_object_notify (G_OBJECT (self), "tool");
}
