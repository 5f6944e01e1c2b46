/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-material-picture.h"

#include "canvas/dect-canvas-style.h"

#define WIDTH_PX 36
#define HEIGHT_PX 22

struct _DectMaterialPicture
{
  GtkWidget parent_instance;
  const DectMaterial *material;
};

G_DEFINE_FINAL_TYPE (DectMaterialPicture, dect_material_picture, GTK_TYPE_WIDGET)

static void
draw_bricks (cairo_t *cr)
{
  for (guint row = 0; row < 4; row++)
    {
      double y = row * 5.5 + 0.5;

      cairo_move_to (cr, 0, y);
      cairo_line_to (cr, WIDTH_PX, y);
      for (double x = row % 2 ? 6 : 0; x <= WIDTH_PX; x += 12)
        {
          cairo_move_to (cr, x + 0.5, y);
          cairo_line_to (cr, x + 0.5, y + 5.5);
        }
    }
}

/* Gravel in cement: the same stones each time. */
static void
draw_concrete (cairo_t *cr)
{
  static const double stones[][3]
      = { { 5, 5, 1.6 },   { 13, 9, 2 },  { 21, 4, 1.3 },  { 29, 8, 1.8 }, { 8, 15, 1.8 },
          { 18, 16, 1.3 }, { 25, 15, 2 }, { 32, 17, 1.4 }, { 2, 19, 1.1 }, { 34, 3, 1.1 } };

  for (guint i = 0; i < G_N_ELEMENTS (stones); i++)
    {
      cairo_new_sub_path (cr);
      cairo_arc (cr, stones[i][0], stones[i][1], stones[i][2], 0, 2 * G_PI);
    }
}

static void
draw_glass (cairo_t *cr)
{
  for (double x = 6; x < WIDTH_PX; x += 13)
    {
      cairo_move_to (cr, x, 17);
      cairo_line_to (cr, x + 9, 5);
      cairo_move_to (cr, x + 5, 18);
      cairo_line_to (cr, x + 11, 10);
    }
}

static void
draw_boards (cairo_t *cr)
{
  for (double x = 9.5; x < WIDTH_PX; x += 9)
    {
      cairo_move_to (cr, x, 0);
      cairo_line_to (cr, x, HEIGHT_PX);
    }
}

static void
draw_metal (cairo_t *cr)
{
  for (double x = -HEIGHT_PX; x < WIDTH_PX; x += 5)
    {
      cairo_move_to (cr, x, HEIGHT_PX);
      cairo_line_to (cr, x + HEIGHT_PX, 0);
      cairo_move_to (cr, x, 0);
      cairo_line_to (cr, x + HEIGHT_PX, HEIGHT_PX);
    }
}

static void (*find_pattern (const char *group)) (cairo_t *)
{
  static const struct
  {
    const char *group;
    void (*draw) (cairo_t *cr);
  } patterns[] = { { "masonry", draw_bricks },
                   { "concrete", draw_concrete },
                   { "glass", draw_glass },
                   { "metal", draw_metal } };

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    if (g_strcmp0 (group, patterns[i].group) == 0)
      return patterns[i].draw;
  return draw_boards;
}

static void
dect_material_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DectMaterialPicture *self = DECT_MATERIAL_PICTURE (widget);
  gboolean glass;
  GdkRGBA color;
  cairo_t *cr;

  if (self->material == NULL)
    return;
  glass = g_strcmp0 (self->material->group, "glass") == 0;
  color = *dect_canvas_color (glass ? DECT_COLOR_GLASS : DECT_COLOR_WALL);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, WIDTH_PX, HEIGHT_PX));
  cairo_rectangle (cr, 0.5, 0.5, WIDTH_PX - 1, HEIGHT_PX - 1);
  cairo_clip_preserve (cr);
  color.alpha = (float) CLAMP (self->material->loss_db / 24, 0.06, 0.6);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_fill (cr);
  color.alpha = 1;
  gdk_cairo_set_source_rgba (cr, &color);
  find_pattern (self->material->group) (cr);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  cairo_rectangle (cr, 0.5, 0.5, WIDTH_PX - 1, HEIGHT_PX - 1);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
dect_material_picture_measure (GtkWidget *widget,
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
dect_material_picture_class_init (DectMaterialPictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = dect_material_picture_measure;
  widget_class->snapshot = dect_material_picture_snapshot;
  gtk_widget_class_set_css_name (widget_class, "materialpicture");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
dect_material_picture_init (DectMaterialPicture *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
dect_material_picture_new (void)
{
  return g_object_new (DECT_TYPE_MATERIAL_PICTURE, NULL);
}

void
dect_material_picture_set (DectMaterialPicture *self, const DectMaterial *material)
{
  g_return_if_fail (DECT_IS_MATERIAL_PICTURE (self));

  self->material = material;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
