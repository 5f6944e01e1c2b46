/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-sheet-view.h"

#include <math.h>

/* A page narrower than this shows nothing; wider pictures than that are not made sharper. */
#define LEAST_PX 120
#define MOST_PX 3200

struct _DectSheetView
{
  GtkWidget parent_instance;
  guint page;
  double width_mm;
  double height_mm;
  int width;
  GdkTexture *picture;
  DectLabelSheet labels; /* its id is NULL where there are none */
  guint n_used;
};

G_DEFINE_FINAL_TYPE (DectSheetView, dect_sheet_view, GTK_TYPE_WIDGET)

enum
{
  PICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static graphene_rect_t
screen_rect (const DectSheetRect *rect, double px_per_mm)
{
  return GRAPHENE_RECT_INIT ((float) (rect->x_mm * px_per_mm), (float) (rect->y_mm * px_per_mm),
                             (float) (rect->width_mm * px_per_mm),
                             (float) (rect->height_mm * px_per_mm));
}

/* The paper is white in every style, so these are no colours of the theme. */
static void
draw_label (GtkSnapshot *snapshot, const graphene_rect_t *bounds, float radius, gboolean used)
{
  static const GdkRGBA edge = { 0.55f, 0.55f, 0.60f, 0.7f }, gone = { 0.5f, 0.5f, 0.5f, 0.35f };
  const float widths[4] = { 1, 1, 1, 1 };
  const GdkRGBA colors[4] = { edge, edge, edge, edge };
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, bounds, radius);
  if (used)
    {
      gtk_snapshot_push_rounded_clip (snapshot, &outline);
      gtk_snapshot_append_color (snapshot, &gone, bounds);
      gtk_snapshot_pop (snapshot);
    }
  gtk_snapshot_append_border (snapshot, &outline, widths, colors);
}

static void
draw_labels (DectSheetView *self, GtkSnapshot *snapshot, double px_per_mm)
{
  for (guint i = 0; i < dect_label_sheet_count (&self->labels); i++)
    {
      DectSheetRect rect;
      graphene_rect_t bounds;

      dect_label_sheet_rect (&self->labels, i, &rect);
      bounds = screen_rect (&rect, px_per_mm);
      draw_label (snapshot, &bounds, (float) (self->labels.radius_mm * px_per_mm),
                  i < self->n_used);
    }
}

static void
dect_sheet_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  static const GdkRGBA paper = { 1, 1, 1, 1 };
  DectSheetView *self = DECT_SHEET_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);

  if (width <= 0 || self->width_mm <= 0)
    return;
  gtk_snapshot_append_color (snapshot, &paper, &bounds);
  if (self->picture != NULL)
    gtk_snapshot_append_texture (snapshot, self->picture, &bounds);
  if (self->labels.id != NULL)
    draw_labels (self, snapshot, width / self->width_mm);
}

static GtkSizeRequestMode
dect_sheet_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
dect_sheet_view_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  DectSheetView *self = DECT_SHEET_VIEW (widget);
  int width = MAX (self->width, LEAST_PX);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      double ratio = self->width_mm > 0 ? self->height_mm / self->width_mm : 1;

      width = (int) lround (MAX (for_size, width) * ratio);
    }
  *minimum = *natural = width;
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, DectSheetView *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  if (width > 0)
    g_signal_emit (self, signals[PICKED], 0, x * self->width_mm / width,
                   y * self->width_mm / width);
}

static void
dect_sheet_view_dispose (GObject *object)
{
  g_clear_object (&DECT_SHEET_VIEW (object)->picture);
  G_OBJECT_CLASS (dect_sheet_view_parent_class)->dispose (object);
}

static void
dect_sheet_view_class_init (DectSheetViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_sheet_view_dispose;
  widget_class->snapshot = dect_sheet_view_snapshot;
  widget_class->get_request_mode = dect_sheet_view_get_request_mode;
  widget_class->measure = dect_sheet_view_measure;
  gtk_widget_class_set_css_name (widget_class, "sheet");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);

  signals[PICKED] = g_signal_new ("picked", DECT_TYPE_SHEET_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
}

static void
dect_sheet_view_init (DectSheetView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
dect_sheet_view_new (void)
{
  return g_object_new (DECT_TYPE_SHEET_VIEW, NULL);
}

void
dect_sheet_view_set_page (DectSheetView *self, guint page, double width_mm, double height_mm)
{
  g_return_if_fail (DECT_IS_SHEET_VIEW (self));

  self->page = page;
  self->width_mm = width_mm;
  self->height_mm = height_mm;
  g_clear_object (&self->picture);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

guint
dect_sheet_view_get_page (DectSheetView *self)
{
  g_return_val_if_fail (DECT_IS_SHEET_VIEW (self), 0);

  return self->page;
}

void
dect_sheet_view_set_width (DectSheetView *self, int width)
{
  g_return_if_fail (DECT_IS_SHEET_VIEW (self));

  if (self->width == width)
    return;
  self->width = width;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
dect_sheet_view_set_picture (DectSheetView *self, GdkTexture *texture)
{
  g_return_if_fail (DECT_IS_SHEET_VIEW (self));

  if (g_set_object (&self->picture, texture))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

int
dect_sheet_view_get_wanted_width (DectSheetView *self)
{
  int width;

  g_return_val_if_fail (DECT_IS_SHEET_VIEW (self), 0);

  width
      = gtk_widget_get_width (GTK_WIDGET (self)) * gtk_widget_get_scale_factor (GTK_WIDGET (self));
  width = MIN (width, MOST_PX);
  return self->picture != NULL && gdk_texture_get_width (self->picture) == width ? 0 : width;
}

void
dect_sheet_view_set_labels (DectSheetView *self, const DectLabelSheet *sheet, guint n_used)
{
  g_return_if_fail (DECT_IS_SHEET_VIEW (self));

  self->labels = sheet != NULL ? *sheet : (DectLabelSheet){ 0 };
  self->n_used = n_used;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), sheet != NULL ? "pointer" : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
