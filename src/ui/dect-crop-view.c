/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-crop-view.h"

#include <math.h>

/* How near to an edge takes hold of it, and the least that can be left, pixels. */
#define GRIP_PX 18.0
#define LEAST_PX 8.0

typedef enum
{
  GRIP_LEFT = 1 << 0,
  GRIP_TOP = 1 << 1,
  GRIP_RIGHT = 1 << 2,
  GRIP_BOTTOM = 1 << 3,
  GRIP_ALL = GRIP_LEFT | GRIP_TOP | GRIP_RIGHT | GRIP_BOTTOM,
} Grip;

struct _DectCropView
{
  GtkWidget parent_instance;
  GdkPaintable *paintable;
  double width;
  double height;
  DectCrop crop;
  DectCrop start; /* of a drag */
  guint grip;
};

G_DEFINE_FINAL_TYPE (DectCropView, dect_crop_view, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Pixels a unit, and where the plan's corner lies. */
static double
get_scale (DectCropView *self, double *x, double *y)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double scale = fmin (width / self->width, height / self->height);

  *x = (width - self->width * scale) / 2;
  *y = (height - self->height * scale) / 2;
  return scale;
}

/* --- Dragging ------------------------------------------------------------------------------------
 */

static guint
grip_at (DectCropView *self, double x_px, double y_px)
{
  double x0, y0, scale = get_scale (self, &x0, &y0);
  double x = (x_px - x0) / scale, y = (y_px - y0) / scale, near = GRIP_PX / scale;
  gboolean beside = y > self->crop.top - near && y < self->crop.bottom + near;
  gboolean above = x > self->crop.left - near && x < self->crop.right + near;
  guint grip = 0;

  if (beside && fabs (x - self->crop.left) < near)
    grip |= GRIP_LEFT;
  else if (beside && fabs (x - self->crop.right) < near)
    grip |= GRIP_RIGHT;
  if (above && fabs (y - self->crop.top) < near)
    grip |= GRIP_TOP;
  else if (above && fabs (y - self->crop.bottom) < near)
    grip |= GRIP_BOTTOM;
  if (grip == 0 && x > self->crop.left && x < self->crop.right && y > self->crop.top
      && y < self->crop.bottom)
    return GRIP_ALL;
  return grip;
}

static void
begin_cb (GtkGestureDrag *gesture, double x, double y, DectCropView *self)
{
  self->grip = grip_at (self, x, y);
  self->start = self->crop;
  gtk_gesture_set_state (GTK_GESTURE (gesture),
                         self->grip != 0 ? GTK_EVENT_SEQUENCE_CLAIMED : GTK_EVENT_SEQUENCE_DENIED);
}

static void
update_cb (GtkGestureDrag *gesture, double dx_px, double dy_px, DectCropView *self)
{
  double x0, y0, scale = get_scale (self, &x0, &y0), least = LEAST_PX / scale;
  double dx = dx_px / scale, dy = dy_px / scale;
  DectCrop crop = self->start;

  if (self->grip == GRIP_ALL)
    {
      dx = CLAMP (dx, -crop.left, self->width - crop.right);
      dy = CLAMP (dy, -crop.top, self->height - crop.bottom);
    }
  if (self->grip & GRIP_LEFT)
    crop.left = fmax (0, crop.left + dx);
  if (self->grip & GRIP_RIGHT)
    crop.right = fmin (self->width, crop.right + dx);
  if (self->grip & GRIP_TOP)
    crop.top = fmax (0, crop.top + dy);
  if (self->grip & GRIP_BOTTOM)
    crop.bottom = fmin (self->height, crop.bottom + dy);
  if (crop.right - crop.left < least || crop.bottom - crop.top < least)
    return;
  self->crop = crop;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
motion_cb (GtkEventControllerMotion *motion, double x, double y, DectCropView *self)
{
  static const char *const names[] = {
    [0] = "default",
    [GRIP_LEFT] = "w-resize",
    [GRIP_RIGHT] = "e-resize",
    [GRIP_TOP] = "n-resize",
    [GRIP_BOTTOM] = "s-resize",
    [GRIP_LEFT | GRIP_TOP] = "nw-resize",
    [GRIP_RIGHT | GRIP_TOP] = "ne-resize",
    [GRIP_LEFT | GRIP_BOTTOM] = "sw-resize",
    [GRIP_RIGHT | GRIP_BOTTOM] = "se-resize",
    [GRIP_ALL] = "move",
  };

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), names[grip_at (self, x, y)]);
}

/* --- Widget --------------------------------------------------------------------------------------
 */

static void
dim (GtkSnapshot *snapshot, double x1, double y1, double x2, double y2)
{
  if (x2 > x1 && y2 > y1)
    gtk_snapshot_append_color (
        snapshot, &(GdkRGBA){ 0, 0, 0, 0.55f },
        &GRAPHENE_RECT_INIT ((float) x1, (float) y1, (float) (x2 - x1), (float) (y2 - y1)));
}

static void
dect_crop_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DectCropView *self = DECT_CROP_VIEW (widget);
  double x, y, scale = get_scale (self, &x, &y);
  double right = x + self->width * scale, bottom = y + self->height * scale;
  double left_px = x + self->crop.left * scale, top_px = y + self->crop.top * scale;
  double right_px = x + self->crop.right * scale, bottom_px = y + self->crop.bottom * scale;
  GdkRGBA blue = { 0.21f, 0.52f, 0.89f, 1 };
  GskRoundedRect edge;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_color (
      snapshot, &(GdkRGBA){ 1, 1, 1, 1 },
      &GRAPHENE_RECT_INIT (0, 0, (float) (self->width * scale), (float) (self->height * scale)));
  if (self->paintable != NULL)
    gdk_paintable_snapshot (self->paintable, snapshot, self->width * scale, self->height * scale);
  gtk_snapshot_restore (snapshot);
  dim (snapshot, x, y, right, top_px);
  dim (snapshot, x, bottom_px, right, bottom);
  dim (snapshot, x, top_px, left_px, bottom_px);
  dim (snapshot, right_px, top_px, right, bottom_px);
  gsk_rounded_rect_init_from_rect (&edge,
                                   &GRAPHENE_RECT_INIT ((float) left_px, (float) top_px,
                                                        (float) (right_px - left_px),
                                                        (float) (bottom_px - top_px)),
                                   0);
  gtk_snapshot_append_border (snapshot, &edge, (float[4]){ 2, 2, 2, 2 },
                              (GdkRGBA[4]){ blue, blue, blue, blue });
}

static void
dect_crop_view_dispose (GObject *object)
{
  g_clear_object (&DECT_CROP_VIEW (object)->paintable);
  G_OBJECT_CLASS (dect_crop_view_parent_class)->dispose (object);
}

static void
dect_crop_view_class_init (DectCropViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_crop_view_dispose;
  widget_class->snapshot = dect_crop_view_snapshot;
  gtk_widget_class_set_css_name (widget_class, "cropview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  signals[CHANGED] = g_signal_new ("changed", DECT_TYPE_CROP_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
dect_crop_view_init (DectCropView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->width = self->height = 1;
  self->crop = (DectCrop){ 0, 0, 1, 1 };
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (begin_cb), self, 0);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (update_cb), self, 0);
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
dect_crop_view_new (void)
{
  return g_object_new (DECT_TYPE_CROP_VIEW, NULL);
}

void
dect_crop_view_set_plan (DectCropView *self, GdkPaintable *paintable, double width, double height)
{
  g_return_if_fail (DECT_IS_CROP_VIEW (self));
  g_return_if_fail (width > 0 && height > 0);

  g_set_object (&self->paintable, paintable);
  self->width = width;
  self->height = height;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
dect_crop_view_set_crop (DectCropView *self, DectCrop crop)
{
  g_return_if_fail (DECT_IS_CROP_VIEW (self));

  self->crop = crop;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

DectCrop
dect_crop_view_get_crop (DectCropView *self)
{
  g_return_val_if_fail (DECT_IS_CROP_VIEW (self), (DectCrop){ 0 });

  return self->crop;
}
