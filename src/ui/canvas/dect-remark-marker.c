/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-remark-marker.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "canvas/dect-canvas-style.h"

/* Room around the slip for its edge and the ring of the focus, pixels. */
#define REACH_PX 6
/* From the place to the slip, pixels. */
#define TAIL_PX 12
/* Between the edge of the slip and its words, and its folded corner, pixels. */
#define PAD_X_PX 7
#define PAD_Y_PX 4
#define FOLD_PX 8
/* Longer words than these are cut on the plan; the inspector has all of them. */
#define MAX_WIDTH_PX 200
#define MAX_HEIGHT_PX 140
#define MAX_CHARS 600

struct _DectRemarkMarker
{
  DectMarker parent_instance;
  PangoLayout *label;
};

G_DEFINE_FINAL_TYPE (DectRemarkMarker, dect_remark_marker, DECT_TYPE_MARKER)

static const DectRemark *
get_remark (DectRemarkMarker *self)
{
  return DECT_REMARK (dect_item_get_record (dect_marker_get_item (DECT_MARKER (self))));
}

static void
update_accessible (DectRemarkMarker *self)
{
  const DectRemark *remark = get_remark (self);
  const DectRecord *floor = dect_site_find_record (
      dect_document_get_site (dect_marker_get_document (DECT_MARKER (self))), remark->floor);
  const char *kind = dect_kind_label (DECT_KIND_REMARK);
  g_autofree char *description = floor != NULL && DECT_FLOOR (floor)->name != NULL
                                     ? g_strdup_printf ("%s, %s", DECT_FLOOR (floor)->name, kind)
                                     : g_strdup (kind);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  remark->text != NULL ? remark->text : kind,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

/* --- Shape ---------------------------------------------------------------------------------------
 */

/* Of the slip without its tail, from the place: its first line is as high as that. */
static graphene_rect_t
get_slip (DectRemarkMarker *self)
{
  PangoLayoutLine *line = pango_layout_get_line_readonly (self->label, 0);
  PangoRectangle first = { 0 };
  int width, height;

  if (line != NULL)
    pango_layout_line_get_pixel_extents (line, NULL, &first);
  pango_layout_get_pixel_size (self->label, &width, &height);
  return GRAPHENE_RECT_INIT (TAIL_PX, -PAD_Y_PX - roundf ((float) first.height / 2),
                             (float) width + 2 * PAD_X_PX + FOLD_PX / 2.0f,
                             (float) height + 2 * PAD_Y_PX);
}

void
dect_remark_marker_get_frame (DectRemarkMarker *self, graphene_rect_t *frame)
{
  graphene_rect_t slip;

  g_return_if_fail (DECT_IS_REMARK_MARKER (self));
  g_return_if_fail (frame != NULL);

  slip = get_slip (self);
  graphene_rect_union (&slip, &GRAPHENE_RECT_INIT (-3, -3, 6, 6), frame);
  graphene_rect_inset (frame, -REACH_PX, -REACH_PX);
}

gboolean
dect_remark_marker_is_at (DectRemarkMarker *self, double x, double y)
{
  graphene_rect_t slip;
  graphene_point_t point = GRAPHENE_POINT_INIT ((float) x, (float) y);

  g_return_val_if_fail (DECT_IS_REMARK_MARKER (self), FALSE);

  slip = get_slip (self);
  return graphene_rect_contains_point (&slip, &point)
         || graphene_rect_contains_point (&GRAPHENE_RECT_INIT (-6, -6, TAIL_PX + 6, 12), &point);
}

/* --- Drawing -------------------------------------------------------------------------------------
 */

static void
trace_slip (cairo_t *cr, const graphene_rect_t *slip)
{
  double left = slip->origin.x + 0.5, top = slip->origin.y + 0.5;
  double right = left + slip->size.width - 1, bottom = top + slip->size.height - 1;

  cairo_new_path (cr);
  cairo_move_to (cr, left, top);
  cairo_line_to (cr, right - FOLD_PX, top);
  cairo_line_to (cr, right, top + FOLD_PX);
  cairo_line_to (cr, right, bottom);
  cairo_line_to (cr, left, bottom);
  cairo_line_to (cr, left, 5);
  cairo_line_to (cr, 0, 0);
  cairo_line_to (cr, left, -5);
  cairo_close_path (cr);
}

static void
draw_slip (DectRemarkMarker *self, cairo_t *cr, const graphene_rect_t *slip)
{
  gboolean contrast = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  gboolean marked = dect_marker_is_marked (DECT_MARKER (self));
  GdkRGBA edge = *dect_canvas_color (marked ? DECT_COLOR_ACCENT : DECT_COLOR_INK);
  double fold_x = slip->origin.x + slip->size.width - 0.5 - FOLD_PX;
  double fold_y = slip->origin.y + 0.5 + FOLD_PX;

  edge.alpha = marked || contrast ? 1 : 0.6f;
  trace_slip (cr, slip);
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_NOTE));
  cairo_fill_preserve (cr);
  gdk_cairo_set_source_rgba (cr, &edge);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, marked ? 2.5 : 1);
  cairo_stroke (cr);
  cairo_move_to (cr, fold_x, fold_y - FOLD_PX);
  cairo_line_to (cr, fold_x, fold_y);
  cairo_line_to (cr, fold_x + FOLD_PX, fold_y);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  cairo_arc (cr, 0, 0, 3, 0, 2 * G_PI);
  edge.alpha = 1;
  gdk_cairo_set_source_rgba (cr, &edge);
  cairo_fill (cr);
}

static void
dect_remark_marker_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DectRemarkMarker *self = DECT_REMARK_MARKER (widget);
  graphene_rect_t slip = get_slip (self);
  graphene_rect_t frame;
  cairo_t *cr;

  dect_remark_marker_get_frame (self, &frame);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (-frame.origin.x, -frame.origin.y));
  cr = gtk_snapshot_append_cairo (snapshot, &frame);
  draw_slip (self, cr, &slip);
  cairo_destroy (cr);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (slip.origin.x + PAD_X_PX, slip.origin.y + PAD_Y_PX));
  gtk_snapshot_append_layout (snapshot, self->label, dect_canvas_color (DECT_COLOR_INK));
  gtk_snapshot_restore (snapshot);
}

/* --- Object --------------------------------------------------------------------------------------
 */

static void
dect_remark_marker_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            gint for_size,
                            gint *minimum,
                            gint *natural,
                            gint *minimum_baseline,
                            gint *natural_baseline)
{
  graphene_rect_t frame;

  dect_remark_marker_get_frame (DECT_REMARK_MARKER (widget), &frame);
  *minimum = *natural = (int) ceilf (orientation == GTK_ORIENTATION_HORIZONTAL ? frame.size.width
                                                                               : frame.size.height);
}

static void
dect_remark_marker_record_changed (DectMarker *marker)
{
  DectRemarkMarker *self = DECT_REMARK_MARKER (marker);
  const char *text = get_remark (self)->text != NULL ? get_remark (self)->text : "";
  const char *end = text;
  int width;

  for (guint i = 0; i < MAX_CHARS && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  pango_layout_set_text (self->label, text, (int) (end - text));
  /* As wide as its words, or as a slip may be. */
  pango_layout_set_width (self->label, -1);
  pango_layout_get_pixel_size (self->label, &width, NULL);
  if (width > MAX_WIDTH_PX)
    pango_layout_set_width (self->label, MAX_WIDTH_PX * PANGO_SCALE);
  update_accessible (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
dect_remark_marker_dispose (GObject *object)
{
  DectRemarkMarker *self = DECT_REMARK_MARKER (object);

  g_clear_object (&self->label);
  G_OBJECT_CLASS (dect_remark_marker_parent_class)->dispose (object);
}

static void
dect_remark_marker_class_init (DectRemarkMarkerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_remark_marker_dispose;
  DECT_MARKER_CLASS (klass)->record_changed = dect_remark_marker_record_changed;
  widget_class->measure = dect_remark_marker_measure;
  widget_class->snapshot = dect_remark_marker_snapshot;
  gtk_widget_class_set_css_name (widget_class, "remarkmarker");
}

static void
dect_remark_marker_init (DectRemarkMarker *self)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  self->label = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  pango_attr_list_insert (attributes, pango_attr_size_new (9 * PANGO_SCALE));
  pango_layout_set_attributes (self->label, attributes);
  pango_layout_set_wrap (self->label, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  pango_layout_set_height (self->label, MAX_HEIGHT_PX * PANGO_SCALE);
  pango_attr_list_unref (attributes);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

GtkWidget *
dect_remark_marker_new (DectDocument *document, DectItem *item)
{
  return dect_marker_new (DECT_TYPE_REMARK_MARKER, document, item);
}
