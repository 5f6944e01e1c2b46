/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-zone-marker.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "canvas/dect-canvas-style.h"
#include "dect-settings.h"
#include "model/dect-length.h"

/* Between two lines of the hatching, pixels. */
#define HATCH_PX 11
/* Edge of a handle, pixels. */
#define HANDLE_PX 9

struct _DectZoneMarker
{
  DectMarker parent_instance;
  PangoLayout *label;
};

G_DEFINE_FINAL_TYPE (DectZoneMarker, dect_zone_marker, DECT_TYPE_MARKER)

static const DectZone *
get_zone (DectZoneMarker *self)
{
  return DECT_ZONE (dect_item_get_record (dect_marker_get_item (DECT_MARKER (self))));
}

/* --- Words ---------------------------------------------------------------------------------------
 */

DectArea
dect_zone_area (const DectZone *zone)
{
  DectArea none = { 0, 0, 0, 0 };

  g_return_val_if_fail (zone != NULL, none);

  return (DectArea){ fmin (zone->x1_m, zone->x2_m), fmin (zone->y1_m, zone->y2_m),
                     fmax (zone->x1_m, zone->x2_m), fmax (zone->y1_m, zone->y2_m) };
}

static gboolean
has_traffic (const DectZone *zone)
{
  return zone->kind == DECT_ZONE_COVER && zone->traffic_e > 0;
}

char *
dect_zone_describe (const DectZone *zone)
{
  g_autofree char *size = NULL;
  GString *text = g_string_new (NULL);
  DectArea area;

  g_return_val_if_fail (zone != NULL, g_string_free (text, FALSE));

  area = dect_zone_area (zone);
  size = dect_length_size_to_text (area.x2_m - area.x1_m, area.y2_m - area.y1_m, 1);
  g_string_append (text, size);
  g_string_append (text, ", ");
  g_string_append (text, zone->kind == DECT_ZONE_FORBIDDEN ? _("no base stations")
                                                           : _("coverage wanted"));
  if (has_traffic (zone))
    {
      g_string_append (text, ", ");
      g_string_append_printf (text, _("%.1f erlang in the busy hour"), zone->traffic_e);
    }
  return g_string_free (text, FALSE);
}

/* What stands in the zone's corner: its name, and the traffic or that nothing may hang there. */
static char *
dup_label (const DectZone *zone)
{
  g_autofree char *traffic
      /* Translators: traffic in erlang, on the plan */
      = has_traffic (zone) ? g_strdup_printf (_("%.1f E"), zone->traffic_e) : NULL;
  const char *more = zone->kind == DECT_ZONE_FORBIDDEN ? _("No base stations") : traffic;

  if (zone->name != NULL && more != NULL)
    return g_strdup_printf ("%s · %s", zone->name, more);
  if (zone->name != NULL || more != NULL)
    return g_strdup (zone->name != NULL ? zone->name : more);
  return g_strdup (_("Coverage wanted"));
}

static void
update_accessible (DectZoneMarker *self)
{
  const DectZone *zone = get_zone (self);
  const DectRecord *floor = dect_site_find_record (
      dect_document_get_site (dect_marker_get_document (DECT_MARKER (self))), zone->floor);
  g_autofree char *title = dect_record_title (DECT_RECORD (zone));
  g_autofree char *words = dect_zone_describe (zone);
  g_autofree char *description = floor != NULL && DECT_FLOOR (floor)->name != NULL
                                     ? g_strdup_printf ("%s, %s", DECT_FLOOR (floor)->name, words)
                                     : g_strdup (words);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

/* --- Drawing -------------------------------------------------------------------------------------
 */

/* The part of the widget that the canvas shows: a zone may be far larger. */
static gboolean
visible_part (GtkWidget *widget, graphene_rect_t *part)
{
  GtkWidget *canvas = gtk_widget_get_parent (widget);
  graphene_rect_t own = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                            (float) gtk_widget_get_height (widget));
  graphene_rect_t shown;
  double x = 0, y = 0;

  gtk_widget_translate_coordinates (canvas, widget, 0, 0, &x, &y);
  graphene_rect_init (&shown, (float) x, (float) y, (float) gtk_widget_get_width (canvas),
                      (float) gtk_widget_get_height (canvas));
  return graphene_rect_intersection (&own, &shown, part);
}

static void
draw_hatching (cairo_t *cr, double width, double height, const graphene_rect_t *part)
{
  double left = fmax (0, part->origin.x - DECT_ZONE_MARKER_REACH);
  double right = fmin (width, part->origin.x + part->size.width);
  double first = floor ((left - height) / HATCH_PX) * HATCH_PX;

  for (double x = first; x < right; x += HATCH_PX)
    {
      cairo_move_to (cr, x, height);
      cairo_line_to (cr, x + height, 0);
    }
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static void
draw_area (
    DectZoneMarker *self, cairo_t *cr, double width, double height, const graphene_rect_t *part)
{
  static const double dashes[] = { 6, 4 };
  gboolean forbidden = get_zone (self)->kind == DECT_ZONE_FORBIDDEN;
  gboolean contrast = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  GdkRGBA color = *dect_canvas_color (forbidden ? DECT_COLOR_INK : DECT_COLOR_ACCENT);

  cairo_rectangle (cr, 0, 0, width, height);
  cairo_save (cr);
  cairo_clip_preserve (cr);
  color.alpha = forbidden ? 0.06f : 0.1f;
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_fill (cr);
  color.alpha = contrast ? 0.8f : 0.4f;
  gdk_cairo_set_source_rgba (cr, &color);
  if (forbidden)
    draw_hatching (cr, width, height, part);
  cairo_restore (cr);

  cairo_rectangle (cr, 0, 0, width, height);
  color.alpha = contrast ? 1 : 0.85f;
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, dect_marker_is_selected (DECT_MARKER (self)) ? 2.5 : 1.5);
  cairo_set_dash (cr, dashes, forbidden || dect_marker_is_selected (DECT_MARKER (self)) ? 0 : 2, 0);
  cairo_stroke (cr);
}

static void
draw_handles (cairo_t *cr, double width, double height)
{
  for (guint corner = 0; corner < 4; corner++)
    {
      double x = corner % 2 ? width : 0, y = corner / 2 ? height : 0;

      cairo_rectangle (cr, x - HANDLE_PX / 2.0, y - HANDLE_PX / 2.0, HANDLE_PX, HANDLE_PX);
    }
  cairo_set_dash (cr, NULL, 0, 0);
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_PAPER));
  cairo_fill_preserve (cr);
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_ACCENT));
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}

/* In the corner, and where that is out of sight at the edge of the canvas. */
static void
append_label (DectZoneMarker *self,
              GtkSnapshot *snapshot,
              double width,
              double height,
              const graphene_rect_t *part)
{
  GdkRGBA ground = *dect_canvas_color (DECT_COLOR_PAPER);
  float x = fmaxf (DECT_ZONE_MARKER_REACH, part->origin.x) + 6;
  float y = fmaxf (DECT_ZONE_MARKER_REACH, part->origin.y) + 6;
  GskRoundedRect plate;
  int text_width, text_height;

  pango_layout_set_width (self->label, (int) (fmax (width - 20, 8) * PANGO_SCALE));
  pango_layout_get_pixel_size (self->label, &text_width, &text_height);
  if (height < text_height + 6 || width < 32)
    return;
  ground.alpha = 0.8f;
  gsk_rounded_rect_init_from_rect (
      &plate, &GRAPHENE_RECT_INIT (x - 2, y - 2, (float) text_width + 8, (float) text_height + 2),
      4);
  gtk_snapshot_push_rounded_clip (snapshot, &plate);
  gtk_snapshot_append_color (snapshot, &ground, &plate.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + 2, y - 1));
  gtk_snapshot_append_layout (snapshot, self->label, dect_canvas_color (DECT_COLOR_INK));
  gtk_snapshot_restore (snapshot);
}

static void
dect_zone_marker_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DectZoneMarker *self = DECT_ZONE_MARKER (widget);
  double width = gtk_widget_get_width (widget) - 2 * DECT_ZONE_MARKER_REACH;
  double height = gtk_widget_get_height (widget) - 2 * DECT_ZONE_MARKER_REACH;
  graphene_rect_t part;
  cairo_t *cr;

  if (!visible_part (widget, &part))
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &part);
  cairo_translate (cr, DECT_ZONE_MARKER_REACH, DECT_ZONE_MARKER_REACH);
  draw_area (self, cr, width, height, &part);
  if (dect_marker_is_marked (DECT_MARKER (self)))
    draw_handles (cr, width, height);
  cairo_destroy (cr);
  append_label (self, snapshot, width, height, &part);
}

/* --- Object --------------------------------------------------------------------------------------
 */

static void
dect_zone_marker_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          gint for_size,
                          gint *minimum,
                          gint *natural,
                          gint *minimum_baseline,
                          gint *natural_baseline)
{
  *minimum = *natural = 2 * DECT_ZONE_MARKER_REACH;
}

static void
dect_zone_marker_record_changed (DectMarker *marker)
{
  DectZoneMarker *self = DECT_ZONE_MARKER (marker);
  g_autofree char *text = dup_label (get_zone (self));

  pango_layout_set_text (self->label, text, -1);
  update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (gtk_widget_get_parent (GTK_WIDGET (self)) != NULL)
    gtk_widget_queue_allocate (gtk_widget_get_parent (GTK_WIDGET (self)));
}

static void
dect_zone_marker_dispose (GObject *object)
{
  DectZoneMarker *self = DECT_ZONE_MARKER (object);

  g_clear_object (&self->label);
  G_OBJECT_CLASS (dect_zone_marker_parent_class)->dispose (object);
}

static void
dect_zone_marker_class_init (DectZoneMarkerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_zone_marker_dispose;
  DECT_MARKER_CLASS (klass)->record_changed = dect_zone_marker_record_changed;
  widget_class->measure = dect_zone_marker_measure;
  widget_class->snapshot = dect_zone_marker_snapshot;
  gtk_widget_class_set_css_name (widget_class, "zonemarker");
}

static void
dect_zone_marker_init (DectZoneMarker *self)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  dect_settings_watch_unit (self, G_CALLBACK (update_accessible));
  self->label = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  pango_attr_list_insert (attributes, pango_attr_size_new (9 * PANGO_SCALE));
  pango_layout_set_attributes (self->label, attributes);
  pango_layout_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  pango_attr_list_unref (attributes);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

GtkWidget *
dect_zone_marker_new (DectDocument *document, DectItem *item)
{
  return dect_marker_new (DECT_TYPE_ZONE_MARKER, document, item);
}
