/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-floor-inspector.h"

#include <glib/gi18n.h>
#include <math.h>

#include "dect-field-row.h"
#include "model/dect-geometry.h"
#include "plan/dect-plan.h"

struct _DectFloorInspector
{
  AdwBin parent_instance;
  DectDocument *document;
  DectItem *item;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkWidget *floor_group;
  GtkWidget *plan_group;
  GtkWidget *building_group;
  AdwActionRow *plan_row;
  GtkWidget *page_row;
  GtkDropDown *page;
  GtkWidget *scale_button;
  GtkWidget *plan_fields[2];
  char *plan; /* image that the next three are about */
  guint n_pages;
  double width; /* of the page shown, units */
  double height;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (DectFloorInspector, dect_floor_inspector, ADW_TYPE_BIN)

static const DectFloor *
get_floor (DectFloorInspector *self)
{
  return DECT_FLOOR (dect_item_get_record (self->item));
}

/* --- Plan image ----------------------------------------------------------------------------------
 */

/* Only the head of the file is read, which is quick enough for here. */
static void
look_at_plan (DectFloorInspector *self)
{
  const DectFloor *floor = get_floor (self);
  GBytes *bytes = dect_site_get_blob (dect_document_get_site (self->document), floor->plan);
  g_autofree char *key
      = bytes != NULL ? g_strdup_printf ("%s#%d", floor->plan, floor->plan_page) : NULL;
  g_autoptr (DectPlan) plan = NULL;
  g_autoptr (GtkStringList) pages = NULL;

  if (!dect_set_str (&self->plan, key))
    return;
  self->n_pages = 0;
  self->width = self->height = 0;
  plan = bytes != NULL ? dect_plan_open (bytes, NULL) : NULL;
  if (plan == NULL)
    return;
  self->n_pages = dect_plan_get_n_pages (plan);
  dect_plan_get_size (plan, floor->plan_page, &self->width, &self->height);
  pages = gtk_string_list_new (NULL);
  for (guint i = 0; i < self->n_pages; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i + 1);

      gtk_string_list_append (pages, text);
    }
  self->updating = TRUE;
  gtk_drop_down_set_model (self->page, G_LIST_MODEL (pages));
  gtk_drop_down_set_selected (self->page, floor->plan_page);
  self->updating = FALSE;
}

static void
page_cb (DectFloorInspector *self)
{
  DectFloor *floor;

  if (self->updating || self->item == NULL)
    return;
  floor = dect_floor_copy (get_floor (self));
  floor->plan_page = gtk_drop_down_get_selected (self->page);
  dect_history_put_one (dect_document_get_history (self->document), DECT_RECORD (floor),
                        _("Show another page"), NULL);
}

static void
update_plan (DectFloorInspector *self)
{
  const DectFloor *floor = get_floor (self);
  double scale = dect_floor_plan_scale (floor);
  g_autofree char *size = NULL;

  look_at_plan (self);
  if (floor->plan == NULL)
    size = g_strdup (_("None: the floor is in metres"));
  else if (isnan (floor->plan_scale_m))
    size = g_strdup (_("Its scale is not set: draw a length you know"));
  else
    size = g_strdup_printf (_("%.1f × %.1f m"), self->width * scale, self->height * scale);
  adw_action_row_set_subtitle (self->plan_row, size);
  gtk_widget_set_visible (self->page_row, self->n_pages > 1);
  gtk_widget_set_visible (self->scale_button, floor->plan != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (self->plan_fields); i++)
    gtk_widget_set_visible (self->plan_fields[i], floor->plan != NULL);
  if (floor->plan != NULL && isnan (floor->plan_scale_m))
    gtk_widget_add_css_class (self->scale_button, "suggested-action");
  else
    gtk_widget_remove_css_class (self->scale_button, "suggested-action");
}

/* Links between buildings are predicted only once both have their place; that must be said. */
static void
update_building (DectFloorInspector *self)
{
  DectAnalysis *analysis;
  const guint32 *buildings;
  guint n_buildings;
  const char *words = NULL;

  if (self->item == NULL)
    return;
  analysis = dect_document_get_analysis (self->document);
  if (analysis == NULL)
    return;
  buildings = dect_links_get_unlinked_buildings (analysis->links, &n_buildings);
  for (guint i = 0; i < n_buildings; i++)
    if (buildings[i] == get_floor (self)->building)
      words = _("Its place on the site is not set, so no links to other buildings are predicted.");
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->building_group), words);
}

static void
update (DectFloorInspector *self)
{
  const DectRecord *building;
  const DectFloor *floor;

  if (self->item == NULL)
    return;
  floor = get_floor (self);
  building = dect_site_find_record (dect_document_get_site (self->document), floor->building);
  gtk_label_set_text (self->title, floor->name != NULL ? floor->name : _("Floor without a name"));
  gtk_label_set_text (self->subtitle, building != NULL && DECT_BUILDING (building)->name != NULL
                                          ? DECT_BUILDING (building)->name
                                          : _("Building without a name"));
  update_plan (self);
}

/* --- Widget --------------------------------------------------------------------------------------
 */

static GtkWidget *
make_head (DectFloorInspector *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->title = GTK_LABEL (gtk_label_new (NULL));
  self->subtitle = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_xalign (self->subtitle, 0);
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (self->subtitle, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->subtitle), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->subtitle), "dim-label");
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->subtitle));
  return words;
}

static GtkWidget *
make_plan_group (DectFloorInspector *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *import = gtk_button_new_with_mnemonic (_("_Import…"));
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *page_row = adw_action_row_new ();
  GtkWidget *page = gtk_drop_down_new (NULL, NULL);

  self->plan_row = ADW_ACTION_ROW (row);
  self->page_row = page_row;
  self->page = GTK_DROP_DOWN (page);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Image"));
  gtk_widget_set_valign (import, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (import), "plan.import");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), import);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (page_row), _("Page"));
  gtk_widget_set_valign (page, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Page"),
                                  -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (page_row), page);
  g_signal_connect_object (page, "notify::selected", G_CALLBACK (page_cb), self, G_CONNECT_SWAPPED);
  self->scale_button = gtk_button_new_with_mnemonic (_("_Set the scale by a known length"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->scale_button), "s", "scale");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->scale_button), "canvas.tool");
  gtk_widget_set_margin_top (self->scale_button, 8);
  self->plan_fields[0] = dect_field_row_new (DECT_KIND_FLOOR, "plan_scale_m");
  self->plan_fields[1] = dect_field_row_new (DECT_KIND_FLOOR, "plan_rotation_deg");
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Plan image"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), page_row);
  for (guint i = 0; i < G_N_ELEMENTS (self->plan_fields); i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->plan_fields[i]);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->scale_button);
  return group;
}

static GtkWidget *
make_planning_group (void)
{
  static const struct
  {
    const char *title;
    const char *subtitle;
    const char *action;
  } rows[] = {
    { N_("Place automatically…"), N_("The fewest base stations that cover the area"),
      "plan.place" },
    { N_("Measured against predicted…"), N_("Fit the prediction to a survey"), "plan.fit" },
  };
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Radio"));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(rows[i].title));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _(rows[i].subtitle));
      adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), rows[i].action);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  return group;
}

static void
dect_floor_inspector_dispose (GObject *object)
{
  DectFloorInspector *self = DECT_FLOOR_INSPECTOR (object);

  g_clear_object (&self->item);
  g_clear_object (&self->document);
  g_clear_pointer (&self->plan, g_free);
  G_OBJECT_CLASS (dect_floor_inspector_parent_class)->dispose (object);
}

static void
dect_floor_inspector_class_init (DectFloorInspectorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dect_floor_inspector_dispose;
}

static void
dect_floor_inspector_init (DectFloorInspector *self)
{
  static const char *const floor[]
      = { "name", "level", "height_m", "slab", "slab_mm", "environment", "propagation", NULL };
  static const char *const building[] = { "name", "x_m", "y_m", "rotation_deg", "base_m", NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->floor_group = dect_field_group_new (_("Floor"), DECT_KIND_FLOOR, floor);
  self->plan_group = make_plan_group (self);
  self->building_group = dect_field_group_new (_("Building"), DECT_KIND_BUILDING, building);
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), self->plan_group);
  gtk_box_append (GTK_BOX (box), make_planning_group ());
  gtk_box_append (GTK_BOX (box), self->floor_group);
  gtk_box_append (GTK_BOX (box), self->building_group);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
dect_floor_inspector_new (void)
{
  return g_object_new (DECT_TYPE_FLOOR_INSPECTOR, NULL);
}

void
dect_floor_inspector_set_floor (DectFloorInspector *self, DectDocument *document, guint32 floor)
{
  DectItem *item, *building = NULL;

  g_return_if_fail (DECT_IS_FLOOR_INSPECTOR (self));

  item = document != NULL && floor != 0 ? dect_site_find (dect_document_get_site (document), floor)
                                        : NULL;
  if (self->item == item)
    return;
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  if (self->document != NULL)
    {
      g_signal_handlers_disconnect_by_data (dect_document_get_site (self->document), self);
      g_signal_handlers_disconnect_by_data (self->document, self);
    }
  g_set_object (&self->document, document);
  g_set_object (&self->item, item);
  if (item != NULL)
    building = dect_site_find (dect_document_get_site (document), get_floor (self)->building);
  dect_field_rows_set_item (self->floor_group, document, item);
  dect_field_rows_set_item (self->plan_group, document, item);
  dect_field_rows_set_item (self->building_group, document, building);
  gtk_widget_set_visible (GTK_WIDGET (self), item != NULL);
  if (item == NULL)
    return;
  /* The building's name is shown too, so any change of the site is looked at. */
  g_signal_connect_object (dect_document_get_site (document), "notify::generation",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "notify::analysis", G_CALLBACK (update_building), self,
                           G_CONNECT_SWAPPED);
  update (self);
  update_building (self);
}
