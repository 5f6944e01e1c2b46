/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-scale-bar.h"

#include <glib/gi18n.h>

#include "canvas/dect-canvas-style.h"
#include "dect-settings.h"
#include "model/dect-length.h"

/* Longest bar, and room for its words, pixels. */
#define BAR_PX 110
#define WIDTH_PX 176
#define HEIGHT_PX 28

struct _DectScaleBar
{
  GtkWidget parent_instance;
  PangoLayout *layout;
  double scale;
  double length_m;
  gboolean known;
};

G_DEFINE_FINAL_TYPE (DectScaleBar, dect_scale_bar, GTK_TYPE_WIDGET)

static void
update (DectScaleBar *self)
{
  g_autofree char *text = NULL;

  self->length_m = dect_view_nice_length (BAR_PX / self->scale);
  if (!self->known)
    text = g_strdup (_("Scale not set (M)"));
  else if (self->length_m < 1 && dect_length_get_unit () == DECT_LENGTH_METRES)
    text = g_strdup_printf (_("%.0f cm"), self->length_m * 100);
  else
    text = dect_length_to_text (self->length_m, 0);
  pango_layout_set_text (self->layout, text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
dect_scale_bar_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        gint for_size,
                        gint *minimum,
                        gint *natural,
                        gint *minimum_baseline,
                        gint *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH_PX : HEIGHT_PX;
}

static void
dect_scale_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DectScaleBar *self = DECT_SCALE_BAR (widget);
  const GdkRGBA *ink = dect_canvas_color (DECT_COLOR_INK);
  float length = self->known ? (float) (self->length_m * self->scale) : 0;
  float middle = (float) gtk_widget_get_height (widget) / 2;
  gint height;

  pango_layout_get_pixel_size (self->layout, NULL, &height);
  if (self->known)
    {
      gtk_snapshot_append_color (snapshot, ink,
                                 &GRAPHENE_RECT_INIT (8, middle - 0.5f, length, 1.5f));
      gtk_snapshot_append_color (snapshot, ink, &GRAPHENE_RECT_INIT (8, middle - 4, 1.5f, 9));
      gtk_snapshot_append_color (snapshot, ink,
                                 &GRAPHENE_RECT_INIT (7 + length, middle - 4, 1.5f, 9));
    }
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (length + (self->known ? 16 : 8),
                                                          middle - (float) height / 2));
  gtk_snapshot_append_layout (snapshot, self->layout, ink);
}

static void
dect_scale_bar_dispose (GObject *object)
{
  g_clear_object (&DECT_SCALE_BAR (object)->layout);
  G_OBJECT_CLASS (dect_scale_bar_parent_class)->dispose (object);
}

static void
dect_scale_bar_class_init (DectScaleBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_scale_bar_dispose;
  widget_class->measure = dect_scale_bar_measure;
  widget_class->snapshot = dect_scale_bar_snapshot;
  gtk_widget_class_set_css_name (widget_class, "scalebar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
dect_scale_bar_init (DectScaleBar *self)
{
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  dect_scale_bar_set_scale (self, 50, TRUE);
  dect_settings_watch_unit (self, G_CALLBACK (update));
}

void
dect_scale_bar_set_scale (DectScaleBar *self, double scale, gboolean known)
{
  g_return_if_fail (DECT_IS_SCALE_BAR (self));
  g_return_if_fail (scale > 0);

  if (self->scale == scale && self->known == known)
    return;
  self->scale = scale;
  self->known = known;
  update (self);
}
