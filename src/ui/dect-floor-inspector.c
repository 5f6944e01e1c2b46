/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-floor-inspector.h"

#include <glib/gi18n.h>
#include <math.h>

#include "dect-document-plans.h"
#include "dect-field-row.h"
#include "dect-settings.h"
#include "model/dect-geometry.h"
#include "model/dect-length.h"

#define N_PLAN_WIDGETS 6

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
  AdwActionRow *page_row;
  AdwActionRow *crop_row;
  GtkRange *opacity;
  GBinding *opacity_binding;
  GtkWidget *scale_button;
  GtkWidget *plan_widgets[N_PLAN_WIDGETS]; /* shown only with an image */
  char *plan;                              /* image that the next four are about */
  GCancellable *looking;                   /* while it is being opened */
  guint n_pages;
  double width; /* of the page shown, units */
  double height;
};

G_DEFINE_FINAL_TYPE (DectFloorInspector, dect_floor_inspector, ADW_TYPE_BIN)

static const DectFloor *
get_floor (DectFloorInspector *self)
{
  return DECT_FLOOR (dect_item_get_record (self->item));
}

/* --- Plan image ----------------------------------------------------------------------------------
 */

static void update_plan (DectFloorInspector *self);

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectFloorInspector) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPlan) plan
      = dect_document_open_plan_finish (DECT_DOCUMENT (source), result, &error);

  /* Something else is looked at by now. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->looking);
  if (plan != NULL)
    {
      self->n_pages = dect_plan_get_n_pages (plan);
      dect_plan_get_size (plan, (guint) MAX (0, get_floor (self)->plan_page), &self->width,
                          &self->height);
    }
  update_plan (self);
}

static void
forget_plan (DectFloorInspector *self)
{
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->n_pages = 0;
  self->width = self->height = 0;
}

static void
look_at_plan (DectFloorInspector *self)
{
  const DectFloor *floor = get_floor (self);
  g_autofree char *key
      = floor->plan != NULL ? g_strdup_printf ("%s#%d", floor->plan, floor->plan_page) : NULL;

  if (!dect_set_str (&self->plan, key))
    return;
  forget_plan (self);
  if (key == NULL)
    return;
  self->looking = g_cancellable_new ();
  dect_document_open_plan_async (self->document, floor->plan, self->looking, looked_cb,
                                 g_object_ref (self));
}

/* Of the part that is shown. */
static char *
describe_size (DectFloorInspector *self, const DectFloor *floor)
{
  double scale = dect_floor_plan_scale (floor);
  DectCrop crop;

  if (floor->plan == NULL)
    return g_strdup (_("None: the floor is in metres"));
  if (self->looking != NULL)
    return g_strdup (_("Reading the plan image…"));
  if (isnan (floor->plan_scale_m))
    return g_strdup (_("Its scale is not set: draw a length you know"));
  if (self->width <= 0)
    return g_strdup (_("It cannot be read"));
  crop = dect_floor_plan_crop (floor, self->width, self->height);
  return dect_length_size_to_text ((crop.right - crop.left) * scale,
                                   (crop.bottom - crop.top) * scale, 1);
}

static void
update_plan (DectFloorInspector *self)
{
  const DectFloor *floor = get_floor (self);
  g_autofree char *size = NULL;
  g_autofree char *page = NULL;
  gboolean unscaled = floor->plan != NULL && isnan (floor->plan_scale_m);
  gboolean cropped = !isnan (floor->plan_left) || !isnan (floor->plan_top)
                     || !isnan (floor->plan_right) || !isnan (floor->plan_bottom);

  look_at_plan (self);
  size = describe_size (self, floor);
  page = g_strdup_printf (_("%d of %u"), floor->plan_page + 1, self->n_pages);
  adw_action_row_set_subtitle (self->plan_row, size);
  adw_action_row_set_subtitle (self->page_row, page);
  adw_action_row_set_subtitle (self->crop_row, cropped ? _("Cropped") : _("The whole image"));
  gtk_widget_set_visible (GTK_WIDGET (self->page_row), self->n_pages > 1);
  for (guint i = 0; i < N_PLAN_WIDGETS; i++)
    gtk_widget_set_visible (self->plan_widgets[i], floor->plan != NULL);
  if (unscaled)
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
make_button (const char *label, const char *icon, const char *tooltip, const char *action)
{
  GtkWidget *button
      = icon != NULL ? gtk_button_new_from_icon_name (icon) : gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (icon == NULL)
    {
      GtkLabel *words = GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button)));

      gtk_label_set_wrap (words, TRUE);
      gtk_label_set_justify (words, GTK_JUSTIFY_CENTER);
    }
  if (icon != NULL)
    {
      gtk_widget_set_tooltip_text (button, tooltip);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      tooltip, -1);
    }
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static AdwActionRow *
make_row (const char *title)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_focusable (row, FALSE);
  return ADW_ACTION_ROW (row);
}

static AdwActionRow *
make_opacity_row (DectFloorInspector *self)
{
  AdwActionRow *row = make_row (_("Opacity"));
  GtkWidget *scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, 1, 0.1);

  self->opacity = GTK_RANGE (scale);
  gtk_scale_set_draw_value (GTK_SCALE (scale), FALSE);
  gtk_widget_set_hexpand (scale, TRUE);
  gtk_widget_set_valign (scale, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (scale, 110, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scale), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Opacity of the plan"), -1);
  adw_action_row_add_suffix (row, scale);
  return row;
}

static GtkWidget *
make_plan_group (DectFloorInspector *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  AdwActionRow *turn = make_row (_("Turn"));
  AdwActionRow *opacity = make_opacity_row (self);

  self->plan_row = make_row (_("Image"));
  self->page_row = make_row (_("Page"));
  self->crop_row = make_row (_("Crop"));
  adw_action_row_add_suffix (self->plan_row,
                             make_button (_("_Import…"), NULL, NULL, "plan.import"));
  adw_action_row_add_suffix (self->page_row,
                             make_button (_("C_hoose…"), NULL, NULL, "plan.choose-page"));
  adw_action_row_add_suffix (self->crop_row, make_button (_("Cr_op…"), NULL, NULL, "plan.crop"));
  adw_action_row_add_suffix (turn, make_button (NULL, "object-rotate-left-symbolic",
                                                _("Turn left by 90°"), "plan.turn(-90.0)"));
  adw_action_row_add_suffix (turn, make_button (NULL, "object-rotate-right-symbolic",
                                                _("Turn right by 90°"), "plan.turn(90.0)"));
  self->scale_button
      = make_button (_("_Set the scale by a known length"), NULL, NULL, "canvas.tool('scale')");
  gtk_widget_set_margin_top (self->scale_button, 8);
  self->plan_widgets[0] = dect_field_row_new (DECT_KIND_FLOOR, "plan_scale_m");
  self->plan_widgets[1] = dect_field_row_new (DECT_KIND_FLOOR, "plan_rotation_deg");
  self->plan_widgets[2] = GTK_WIDGET (turn);
  self->plan_widgets[3] = GTK_WIDGET (self->crop_row);
  self->plan_widgets[4] = GTK_WIDGET (opacity);
  self->plan_widgets[5] = self->scale_button;
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Plan image"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->plan_row));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->page_row));
  for (guint i = 0; i < N_PLAN_WIDGETS; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->plan_widgets[i]);
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

  forget_plan (self);
  g_clear_pointer (&self->opacity_binding, g_binding_unbind);
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
  static const char *const building[]
      = { "name", "x_m", "y_m", "rotation_deg", "base_m", "north_deg", NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  dect_settings_watch_unit (self, G_CALLBACK (update));
  self->floor_group = dect_field_group_new (_("Floor"), DECT_KIND_FLOOR, floor);
  self->plan_group = make_plan_group (self);
  self->building_group = dect_field_group_new (_("Building"), DECT_KIND_BUILDING, building);
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), self->plan_group);
  gtk_box_append (GTK_BOX (box), make_planning_group ());
  gtk_box_append (GTK_BOX (box), self->floor_group);
  gtk_box_append (GTK_BOX (box), self->building_group);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
dect_floor_inspector_new (void)
{
  return g_object_new (DECT_TYPE_FLOOR_INSPECTOR, NULL);
}

static void
bind_opacity (DectFloorInspector *self)
{
  if (self->document != NULL)
    self->opacity_binding = g_object_bind_property (
        self->document, "plan-opacity", gtk_range_get_adjustment (self->opacity), "value",
        G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
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
  if (self->document != document)
    {
      g_clear_pointer (&self->opacity_binding, g_binding_unbind);
      /* The same name is another image there. */
      forget_plan (self);
      g_clear_pointer (&self->plan, g_free);
      g_set_object (&self->document, document);
      bind_opacity (self);
    }
  g_set_object (&self->item, item);
  if (item != NULL)
    building = dect_site_find (dect_document_get_site (document), get_floor (self)->building);
  dect_field_rows_set_item (self->floor_group, document, item);
  dect_field_rows_set_item (self->plan_group, document, item);
  dect_field_rows_set_item (self->building_group, document, building);
  gtk_widget_set_visible (GTK_WIDGET (self), item != NULL);
  if (item == NULL)
    {
      forget_plan (self);
      g_clear_pointer (&self->plan, g_free);
      return;
    }
  /* The building's name is shown too, so any change of the site is looked at. */
  g_signal_connect_object (dect_document_get_site (document), "notify::generation",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "notify::analysis", G_CALLBACK (update_building), self,
                           G_CONNECT_SWAPPED);
  update (self);
  update_building (self);
}
