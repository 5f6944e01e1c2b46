/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-plan-page-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "dect-crop-dialog.h"
#include "dect-dialogs.h"
#include "dect-document-plans.h"
#include "dect-plan-import.h"
#include "model/dect-floor-edit.h"

static GtkWindow *
get_window (DectPlanPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static DectSite *
get_site (DectPlanPage *self)
{
  return dect_document_get_site (self->document);
}

static const DectFloor *
get_floor (DectPlanPage *self)
{
  const DectRecord *record;

  if (self->document == NULL)
    return NULL;
  record = dect_site_find_record (get_site (self), dect_document_get_floor (self->document));
  return record != NULL ? DECT_FLOOR (record) : NULL;
}

static const DectBuilding *
get_building (DectPlanPage *self, GVariant *id)
{
  const DectRecord *record
      = self->document != NULL ? dect_site_find_record (get_site (self), g_variant_get_uint32 (id))
                               : NULL;

  return record != NULL && record->kind == DECT_KIND_BUILDING ? DECT_BUILDING (record) : NULL;
}

/* The highest floor of a building; %NULL when it has none. */
static const DectFloor *
highest_floor (DectPlanPage *self, guint32 building, guint *n_floors)
{
  GListModel *floors = dect_site_list (get_site (self), DECT_KIND_FLOOR);
  const DectFloor *highest = NULL;

  *n_floors = 0;
  for (guint i = 0; i < g_list_model_get_n_items (floors); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (floors, i);
      const DectFloor *floor = DECT_FLOOR (dect_item_get_record (item));

      if (floor->building != building)
        continue;
      (*n_floors)++;
      if (highest == NULL || floor->level > highest->level)
        highest = floor;
    }
  return highest;
}

/* --- Adding --------------------------------------------------------------------------------------
 */

static char *
level_name (gint level)
{
  if (level == 0)
    return g_strdup (_("Ground floor"));
  /* Translators: name proposed for a storey above the ground floor */
  return g_strdup_printf (_("Floor %d"), level);
}

/* The storey above takes over how @like is built, where there is one. */
static void
add_floor (DectPlanPage *self, guint32 building, const DectFloor *like)
{
  guint n_floors;
  const DectFloor *highest = highest_floor (self, building, &n_floors);
  DectFloor *floor = dect_floor_new ();
  g_autofree char *title = NULL;
  guint32 id;

  if (like == NULL)
    like = highest;
  floor->building = building;
  floor->level = highest != NULL ? highest->level + 1 : 0;
  if (like != NULL)
    {
      floor->height_m = like->height_m;
      floor->slab_mm = like->slab_mm;
      floor->propagation = like->propagation;
      dect_set_str (&floor->slab, like->slab);
      dect_set_str (&floor->environment, like->environment);
    }
  title = level_name (floor->level);
  dect_set_str (&floor->name, title);
  id = dect_history_put_one (dect_document_get_history (self->document), DECT_RECORD (floor),
                             _("Add a floor"), NULL);
  dect_document_set_floor (self->document, id);
}

static void
add_floor_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlanPage *self = DECT_PLAN_PAGE (widget);
  const DectFloor *floor = get_floor (self);

  if (floor != NULL)
    add_floor (self, floor->building, floor);
  else if (self->document != NULL)
    gtk_widget_activate_action (widget, "plan.add-building", NULL);
}

static void
add_floor_to_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlanPage *self = DECT_PLAN_PAGE (widget);
  const DectBuilding *building = get_building (self, parameter);

  if (building != NULL)
    add_floor (self, building->head.id, NULL);
}

static void
duplicate_floor_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlanPage *self = DECT_PLAN_PAGE (widget);
  DectHistory *history;
  guint32 id;

  if (get_floor (self) == NULL)
    return;
  history = dect_document_get_history (self->document);
  dect_history_begin (history, _("Duplicate a floor"), NULL);
  id = dect_floor_duplicate (history, get_site (self), dect_document_get_floor (self->document),
                             g_variant_get_boolean (parameter));
  dect_history_commit (history);
  dect_document_set_floor (self->document, id);
}

static void
add_building_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlanPage *self = DECT_PLAN_PAGE (widget);
  DectHistory *history;
  DectBuilding *building;
  DectFloor *floor;
  g_autofree char *title = NULL;
  guint32 id;

  if (self->document == NULL)
    return;
  history = dect_document_get_history (self->document);
  title = g_strdup_printf (
      _("Building %u"),
      g_list_model_get_n_items (dect_site_list (get_site (self), DECT_KIND_BUILDING)) + 1);
  building = dect_building_new ();
  dect_set_str (&building->name, title);
  floor = dect_floor_new ();
  dect_set_str (&floor->name, _("Ground floor"));
  dect_history_begin (history, _("Add a building"), NULL);
  floor->building = dect_history_put (history, DECT_RECORD (building));
  id = dect_history_put (history, DECT_RECORD (floor));
  dect_history_commit (history);
  dect_document_set_floor (self->document, id);
}

/* --- Renaming ------------------------------------------------------------------------------------
 */

static void
rename_floor_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlanPage *self = DECT_PLAN_PAGE (widget);

  if (get_floor (self) == NULL)
    return;
  adw_flap_set_reveal_flap (self->floor_flap, TRUE);
  dect_floor_list_rename (self->floor_list);
}

typedef struct
{
  DectPlanPage *page;
  guint32 building;
} Rename;

static void
rename_free (gpointer data)
{
  Rename *rename = data;

  g_object_unref (rename->page);
  g_free (rename);
}

static void
building_renamed_cb (const char *answer, gpointer user_data)
{
  Rename *rename = user_data;
  DectPlanPage *self = rename->page;
  const DectRecord *record
      = self->document != NULL ? dect_site_find_record (get_site (self), rename->building) : NULL;
  DectBuilding *building;
  g_autofree char *name = NULL;

  if (answer == NULL || record == NULL)
    return;
  building = dect_building_copy (DECT_BUILDING (record));
  name = g_strstrip (g_strdup (answer));
  dect_set_str (&building->name, name[0] != '\0' ? name : NULL);
  dect_history_put_one (dect_document_get_history (self->document), DECT_RECORD (building),
                        _("Rename the building"), NULL);
}

static void
rename_building_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlanPage *self = DECT_PLAN_PAGE (widget);
  const DectBuilding *building = get_building (self, parameter);
  Rename *rename;

  if (building == NULL)
    return;
  rename = g_new0 (Rename, 1);
  rename->page = g_object_ref (self);
  rename->building = building->head.id;
  dect_dialog_ask_text (get_window (self), _("Rename the building"), _("Name"), building->name,
                        _("_Rename"), building_renamed_cb, rename, rename_free);
}

/* --- Removing ------------------------------------------------------------------------------------
 */

static void
remove_thing (DectPlanPage *self, guint32 id, const char *label)
{
  DectHistory *history = dect_document_get_history (self->document);

  dect_history_begin (history, label, NULL);
  dect_history_remove (history, id);
  dect_history_commit (history);
}

/* A building goes with its last floor. */
static void
remove_floor_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlanPage *self = DECT_PLAN_PAGE (widget);
  const DectFloor *floor = get_floor (self);
  guint n_floors;

  if (floor == NULL)
    return;
  highest_floor (self, floor->building, &n_floors);
  remove_thing (self, n_floors > 1 ? floor->head.id : floor->building, _("Remove a floor"));
  dect_toast_undo (widget, "%s", _("Floor removed; its base stations are not placed any more"));
}

static void
remove_building_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlanPage *self = DECT_PLAN_PAGE (widget);
  const DectBuilding *building = get_building (self, parameter);

  if (building == NULL)
    return;
  remove_thing (self, building->head.id, _("Remove a building"));
  dect_toast_undo (widget, "%s", _("Building removed; its base stations are not placed any more"));
}

/* --- Order ---------------------------------------------------------------------------------------
 */

static void
move_floor (DectPlanPage *self, guint32 floor, gint level)
{
  DectHistory *history = dect_document_get_history (self->document);

  dect_history_begin (history, _("Move a floor"), NULL);
  dect_floor_move (history, get_site (self), floor, level);
  dect_history_commit (history);
}

/* Past the next one, which may stand on the same level: then there is nothing to move past. */
static void
move_floor_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlanPage *self = DECT_PLAN_PAGE (widget);
  const DectFloor *floor = get_floor (self);
  const DectFloor *next = floor != NULL
                              ? dect_floor_neighbour (get_site (self), floor->head.id,
                                                      g_str_equal (name, "plan.floor-up") ? 1 : -1)
                              : NULL;

  if (next != NULL)
    move_floor (self, floor->head.id, next->level);
}

static void
move_floor_to_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlanPage *self = DECT_PLAN_PAGE (widget);
  guint32 floor;
  gint32 level;

  g_variant_get (parameter, "(ui)", &floor, &level);
  if (self->document != NULL && dect_site_find (get_site (self), floor) != NULL)
    move_floor (self, floor, level);
}

static void
go_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlanPage *self = DECT_PLAN_PAGE (widget);
  const DectFloor *floor = get_floor (self);
  const DectFloor *next
      = floor != NULL ? dect_floor_neighbour (get_site (self), floor->head.id,
                                              g_str_equal (name, "plan.floor-above") ? 1 : -1)
                      : NULL;

  if (next == NULL)
    return;
  dect_document_select (self->document, NULL, 0);
  dect_document_set_floor (self->document, next->head.id);
}

/* --- Plan image: turning and cropping ------------------------------------------------------------
 */

typedef void (*PlanFunc) (DectPlanPage *self,
                          const DectFloor *floor,
                          DectPlan *plan,
                          double angle_deg);

/* What is to be done to a floor's image as soon as it is open, which it usually is. */
typedef struct
{
  DectPlanPage *page;
  guint32 floor;
  PlanFunc func;
  double angle_deg;
} Wanted;

/* The floor may show another image by now. */
static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Wanted *wanted = user_data;
  g_autoptr (DectPlanPage) self = wanted->page;
  g_autoptr (DectPlan) plan = dect_document_open_plan_finish (DECT_DOCUMENT (source), result, NULL);
  const DectFloor *floor = get_floor (self);

  if (plan != NULL && floor != NULL && floor->head.id == wanted->floor
      && dect_document_peek_plan (self->document, floor->plan) == plan)
    wanted->func (self, floor, plan, wanted->angle_deg);
}

static void
with_plan (DectPlanPage *self, PlanFunc func, double angle_deg)
{
  const DectFloor *floor = get_floor (self);
  Wanted *wanted;

  if (floor == NULL || floor->plan == NULL)
    return;
  wanted = g_new0 (Wanted, 1);
  wanted->page = g_object_ref (self);
  wanted->floor = floor->head.id;
  wanted->func = func;
  wanted->angle_deg = angle_deg;
  dect_document_open_plan_async (self->document, floor->plan, self->opening, opened_cb, wanted);
}

/* Only the image turns. Who meant to turn what he had drawn on it too is offered that. */
static void
turn (DectPlanPage *self, const DectFloor *floor, DectPlan *plan, double angle_deg)
{
  guint32 id = floor->head.id;
  DectFloor *turned = dect_plan_turned (floor, plan, angle_deg, &self->turned_about);

  if (turned == NULL)
    return;
  self->turned_floor = id;
  self->turned_deg = angle_deg;
  dect_history_put_one (dect_document_get_history (self->document), DECT_RECORD (turned),
                        _("Turn the plan"), NULL);
  if (dect_floor_count_content (get_site (self), self->turned_floor) > 0)
    dect_toast_undo_or (GTK_WIDGET (self), _("Turn _all of it"), "win.turn-content", "%s",
                        _("The plan was turned; what stands on the floor stayed where it was."));
}

static void
turn_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  double angle_deg = g_variant_get_double (parameter);

  if (isfinite (angle_deg))
    with_plan (DECT_PLAN_PAGE (widget), turn, angle_deg);
}

static void
turn_content_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlanPage *self = DECT_PLAN_PAGE (widget);
  DectHistory *history;

  if (self->document == NULL || dect_site_find (get_site (self), self->turned_floor) == NULL)
    return;
  history = dect_document_get_history (self->document);
  dect_history_begin (history, _("Turn what stands on the floor"), NULL);
  dect_floor_turn_content (history, get_site (self), self->turned_floor, self->turned_deg,
                           self->turned_about);
  dect_history_commit (history);
  self->turned_floor = 0;
}

static void
crop (DectPlanPage *self, const DectFloor *floor, DectPlan *plan, double angle_deg)
{
  GtkWindow *dialog = dect_crop_dialog_new (self->document, floor->head.id, plan);

  if (dialog == NULL)
    return;
  gtk_window_set_transient_for (dialog, get_window (self));
  gtk_window_present (dialog);
}

static void
crop_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  with_plan (DECT_PLAN_PAGE (widget), crop, 0);
}

void
dect_plan_page_install_floor_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    const char *parameter;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "plan.add-floor", NULL, add_floor_action },
    { "plan.add-floor-to", "u", add_floor_to_action },
    { "plan.duplicate-floor", "b", duplicate_floor_action },
    { "plan.rename-floor", NULL, rename_floor_action },
    { "plan.remove-floor", NULL, remove_floor_action },
    { "plan.floor-up", NULL, move_floor_action },
    { "plan.floor-down", NULL, move_floor_action },
    { "plan.move-floor", "(ui)", move_floor_to_action },
    { "plan.floor-above", NULL, go_action },
    { "plan.floor-below", NULL, go_action },
    { "plan.add-building", NULL, add_building_action },
    { "plan.rename-building", "u", rename_building_action },
    { "plan.remove-building", "u", remove_building_action },
    { "plan.turn", "d", turn_action },
    { "plan.turn-content", NULL, turn_content_action },
    { "plan.crop", NULL, crop_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter,
                                     actions[i].activate);
}
