/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-zone-inspector.h"

#include <glib/gi18n.h>

#include "canvas/dect-zone-marker.h"
#include "dect-field-row.h"
#include "dect-length-spin.h"
#include "dect-settings.h"
#include "model/dect-length.h"

/* Edges are between these, metres. */
#define MIN_M 0.5
#define MAX_M 2000

typedef enum
{
  EDGE_LEFT,
  EDGE_TOP,
  EDGE_WIDTH,
  EDGE_HEIGHT,
  N_EDGES,
} Edge;

struct _DectZoneInspector
{
  AdwBin parent_instance;
  DectDocument *document;
  DectItem *item;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkWidget *traffic;
  GtkWidget *edges[N_EDGES]; /* GtkSpinButton */
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (DectZoneInspector, dect_zone_inspector, ADW_TYPE_BIN)

static const DectZone *
get_zone (DectZoneInspector *self)
{
  return DECT_ZONE (dect_item_get_record (self->item));
}

static double
edge_value (const DectZone *zone, Edge edge)
{
  DectArea area = dect_zone_area (zone);

  switch (edge)
    {
    case EDGE_LEFT:
      return area.x1_m;
    case EDGE_TOP:
      return area.y1_m;
    case EDGE_WIDTH:
      return area.x2_m - area.x1_m;
    default:
      return area.y2_m - area.y1_m;
    }
}

static void
edge_cb (DectZoneInspector *self)
{
  double values[N_EDGES];
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;
  DectZone *zone;

  if (self->updating || self->item == NULL)
    return;
  for (guint i = 0; i < N_EDGES; i++)
    values[i] = gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->edges[i]));
  zone = dect_zone_copy (get_zone (self));
  zone->x1_m = values[EDGE_LEFT];
  zone->y1_m = values[EDGE_TOP];
  zone->x2_m = values[EDGE_LEFT] + values[EDGE_WIDTH];
  zone->y2_m = values[EDGE_TOP] + values[EDGE_HEIGHT];
  title = dect_record_title (DECT_RECORD (zone));
  label = g_strdup_printf (_("Resize %s"), title);
  dect_history_put_one (dect_document_get_history (self->document), DECT_RECORD (zone), label,
                        "zone-edges");
}

static void
update (DectZoneInspector *self)
{
  const DectZone *zone;
  DectArea area;
  g_autofree char *size = NULL;
  g_autofree char *edges = NULL;
  g_autofree char *surface = NULL;

  if (self->item == NULL)
    return;
  zone = get_zone (self);
  area = dect_zone_area (zone);
  edges = dect_length_size_to_text (area.x2_m - area.x1_m, area.y2_m - area.y1_m, 1);
  surface = dect_length_area_to_text ((area.x2_m - area.x1_m) * (area.y2_m - area.y1_m));
  /* Translators: size of a zone: "12.0 × 8.0 m, 96 m²" */
  size = g_strdup_printf (_("%s, %s"), edges, surface);
  gtk_label_set_text (self->title, zone->name != NULL ? zone->name : _("Zone without a name"));
  gtk_label_set_text (self->subtitle, size);
  gtk_widget_set_visible (self->traffic, zone->kind == DECT_ZONE_COVER);
  self->updating = TRUE;
  for (guint i = 0; i < N_EDGES; i++)
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->edges[i]), edge_value (zone, i));
  self->updating = FALSE;
}

/* --- Widget --------------------------------------------------------------------------------------
 */

static GtkWidget *
make_head (DectZoneInspector *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->title = GTK_LABEL (gtk_label_new (NULL));
  self->subtitle = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_xalign (self->subtitle, 0);
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->subtitle), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->subtitle), "dim-label");
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->subtitle));
  return words;
}

static GtkWidget *
make_edge_row (DectZoneInspector *self, Edge edge)
{
  static const char *const titles[N_EDGES]
      = { N_("From the left"), N_("From the top"), N_("Width"), N_("Height") };
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = dect_length_spin_new (edge >= EDGE_WIDTH ? MIN_M : -MAX_M, MAX_M, 0.5);

  self->edges[edge] = spin;
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(titles[edge]), -1);
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (edge_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(titles[edge]));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

static void
dect_zone_inspector_dispose (GObject *object)
{
  DectZoneInspector *self = DECT_ZONE_INSPECTOR (object);

  g_clear_object (&self->item);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (dect_zone_inspector_parent_class)->dispose (object);
}

static void
dect_zone_inspector_class_init (DectZoneInspectorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dect_zone_inspector_dispose;
}

static void
dect_zone_inspector_init (DectZoneInspector *self)
{
  static const char *const what[] = { "name", "kind", NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *zone = dect_field_group_new (_("Zone"), DECT_KIND_ZONE, what);
  GtkWidget *place = adw_preferences_group_new ();
  GtkWidget *remove = gtk_button_new_with_mnemonic (_("_Remove"));

  dect_settings_watch_unit (self, G_CALLBACK (update));
  self->traffic = dect_field_row_new (DECT_KIND_ZONE, "traffic_e");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (zone), self->traffic);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (place), _("Place"));
  for (guint i = 0; i < N_EDGES; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (place), make_edge_row (self, i));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (remove), "canvas.delete");
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), zone);
  gtk_box_append (GTK_BOX (box), place);
  gtk_box_append (GTK_BOX (box), remove);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
dect_zone_inspector_new (void)
{
  return g_object_new (DECT_TYPE_ZONE_INSPECTOR, NULL);
}

void
dect_zone_inspector_set_item (DectZoneInspector *self, DectDocument *document, DectItem *item)
{
  g_return_if_fail (DECT_IS_ZONE_INSPECTOR (self));
  g_return_if_fail (item == NULL || document != NULL);

  if (self->item == item)
    return;
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->document, document);
  g_set_object (&self->item, item);
  dect_field_rows_set_item (GTK_WIDGET (self), document, item);
  if (item == NULL)
    return;
  g_signal_connect_object (item, "notify::record", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
