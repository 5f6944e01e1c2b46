/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-plan-page-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "dect-dialogs.h"
#include "dect-file-chooser.h"
#include "dect-fit-dialog.h"
#include "dect-placement-dialog.h"
#include "dect-plan-import.h"

static GtkWindow *
get_window (DectPlanPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static const DectFloor *
get_floor (DectPlanPage *self)
{
  const DectRecord *record;

  if (self->document == NULL)
    return NULL;
  record = dect_site_find_record (dect_document_get_site (self->document),
                                  dect_document_get_floor (self->document));
  return record != NULL ? DECT_FLOOR (record) : NULL;
}

/* --- Plan image ----------------------------------------------------------------------------------
 */

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectPlanPage) self = user_data;
  g_autoptr (GError) error = NULL;
  const DectFloor *floor;

  if (!dect_plan_import_finish (DECT_DOCUMENT (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        dect_dialog_error (get_window (self), _("The plan image could not be imported"),
                           error->message);
      return;
    }
  floor = get_floor (self);
  dect_canvas_fit (self->canvas);
  if (floor != NULL && isnan (floor->plan_scale_m))
    dect_toast (GTK_WIDGET (self),
                _("Now draw a length you know (M), so that the plan has a scale"));
}

void
dect_plan_page_import (DectPlanPage *self, GFile *file)
{
  if (get_floor (self) == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  dect_plan_import_async (self->document, dect_document_get_floor (self->document), file,
                          self->cancellable, imported_cb, g_object_ref (self));
}

static void
chosen_cb (GFile *file, gpointer user_data)
{
  dect_plan_page_import (user_data, file);
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlanPage *self = DECT_PLAN_PAGE (widget);

  if (get_floor (self) != NULL)
    dect_file_chooser_open (get_window (self), _("Import a plan image"), DECT_FILE_PLAN, chosen_cb,
                            G_OBJECT (self));
}

static void
remove_image_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlanPage *self = DECT_PLAN_PAGE (widget);
  DectFloor *floor;

  if (get_floor (self) == NULL || get_floor (self)->plan == NULL)
    return;
  floor = dect_floor_copy (get_floor (self));
  dect_set_str (&floor->plan, NULL);
  dect_history_put_one (dect_document_get_history (self->document), DECT_RECORD (floor),
                        _("Take the plan image off"), NULL);
  dect_toast_undo (widget, "%s", _("Plan image taken off"));
}

/* --- Floors and buildings ------------------------------------------------------------------------
 */

static gint
highest_level (DectPlanPage *self, guint32 building)
{
  GListModel *floors = dect_site_list (dect_document_get_site (self->document), DECT_KIND_FLOOR);
  gint level = -1;

  for (guint i = 0; i < g_list_model_get_n_items (floors); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (floors, i);
      const DectFloor *floor = DECT_FLOOR (dect_item_get_record (item));

      if (floor->building == building)
        level = MAX (level, floor->level);
    }
  return level;
}

static char *
level_name (gint level)
{
  if (level == 0)
    return g_strdup (_("Ground floor"));
  /* Translators: name proposed for a storey above the ground floor */
  return g_strdup_printf (_("Floor %d"), level);
}

/* The storey above takes over how the one below it is built. */
static void
add_floor_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlanPage *self = DECT_PLAN_PAGE (widget);
  const DectFloor *below = get_floor (self);
  DectHistory *history;
  g_autofree char *title = NULL;
  DectFloor *floor;
  guint32 id;

  if (self->document == NULL)
    return;
  if (below == NULL)
    {
      gtk_widget_activate_action (widget, "plan.add-building", NULL);
      return;
    }
  history = dect_document_get_history (self->document);
  floor = dect_floor_new ();
  floor->building = below->building;
  floor->level = highest_level (self, below->building) + 1;
  floor->height_m = below->height_m;
  dect_set_str (&floor->slab, below->slab);
  dect_set_str (&floor->environment, below->environment);
  title = level_name (floor->level);
  dect_set_str (&floor->name, title);
  id = dect_history_put_one (history, DECT_RECORD (floor), _("Add a floor"), NULL);
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
  title = g_strdup_printf (_("Building %u"),
                           g_list_model_get_n_items (dect_site_list (
                               dect_document_get_site (self->document), DECT_KIND_BUILDING))
                               + 1);
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

static void
renamed_cb (const char *answer, gpointer user_data)
{
  DectPlanPage *self = user_data;
  DectFloor *floor;
  g_autofree char *name = NULL;

  if (answer == NULL || get_floor (self) == NULL)
    return;
  floor = dect_floor_copy (get_floor (self));
  name = g_strstrip (g_strdup (answer));
  dect_set_str (&floor->name, name[0] != '\0' ? name : NULL);
  dect_history_put_one (dect_document_get_history (self->document), DECT_RECORD (floor),
                        _("Rename the floor"), NULL);
}

static void
rename_floor_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlanPage *self = DECT_PLAN_PAGE (widget);

  if (get_floor (self) != NULL)
    dect_dialog_ask_text (get_window (self), _("Rename the floor"), _("Name"),
                          get_floor (self)->name, _("_Rename"), renamed_cb, g_object_ref (self),
                          g_object_unref);
}

/* A building goes with its last floor. */
static void
remove_floor_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlanPage *self = DECT_PLAN_PAGE (widget);
  const DectFloor *floor = get_floor (self);
  DectHistory *history;
  GListModel *floors;
  guint n_siblings = 0;

  if (floor == NULL)
    return;
  history = dect_document_get_history (self->document);
  floors = dect_site_list (dect_document_get_site (self->document), DECT_KIND_FLOOR);
  for (guint i = 0; i < g_list_model_get_n_items (floors); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (floors, i);

      n_siblings += DECT_FLOOR (dect_item_get_record (item))->building == floor->building;
    }
  dect_history_begin (history, _("Remove a floor"), NULL);
  dect_history_remove (history, n_siblings > 1 ? floor->head.id : floor->building);
  dect_history_commit (history);
  dect_toast_undo (widget, "%s", _("Floor removed; its base stations are not placed any more"));
}

/* --- Placing by itself, and measured against predicted -------------------------------------------
 */

static void
planned_cb (DectPlacementDialog *dialog, DectPlacement *placement, DectPlanPage *self)
{
  adw_flap_set_reveal_flap (self->inspector_flap, TRUE);
  dect_inspector_show_placement (self->inspector, placement);
}

static void
place_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlanPage *self = DECT_PLAN_PAGE (widget);
  DectPlacementDialog *dialog;

  if (get_floor (self) == NULL)
    return;
  dect_inspector_close_panel (self->inspector);
  dialog = dect_placement_dialog_new (self->document);
  g_signal_connect_object (dialog, "planned", G_CALLBACK (planned_cb), self, 0);
  dect_dialog_present (GTK_WINDOW (dialog), get_window (self));
}

static void
fit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlanPage *self = DECT_PLAN_PAGE (widget);
  DectFitDialog *dialog;

  if (self->document == NULL)
    return;
  dialog = dect_fit_dialog_new (self->document);
  dect_dialog_present (GTK_WINDOW (dialog), get_window (self));
}

/* Enter on a thing: on to its fields. */
static void
inspect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlanPage *self = DECT_PLAN_PAGE (widget);

  adw_flap_set_reveal_flap (self->inspector_flap, TRUE);
  gtk_widget_child_focus (GTK_WIDGET (self->inspector), GTK_DIR_TAB_FORWARD);
}

/* First from what is not so to what is, then back to selecting, then to nothing selected. */
static void
escape_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlanPage *self = DECT_PLAN_PAGE (widget);

  if (dect_inspector_close_panel (self->inspector))
    gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  else if (self->document != NULL && dect_document_get_preview (self->document) != NULL)
    dect_document_set_preview (self->document, NULL);
  else if (dect_canvas_get_tool (self->canvas) != DECT_TOOL_SELECT)
    dect_canvas_set_tool (self->canvas, DECT_TOOL_SELECT);
  else if (self->document != NULL)
    dect_document_select (self->document, NULL, 0);
}

void
dect_plan_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "plan.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "plan.remove-image", NULL, remove_image_action);
  gtk_widget_class_install_action (widget_class, "plan.add-floor", NULL, add_floor_action);
  gtk_widget_class_install_action (widget_class, "plan.add-building", NULL, add_building_action);
  gtk_widget_class_install_action (widget_class, "plan.rename-floor", NULL, rename_floor_action);
  gtk_widget_class_install_action (widget_class, "plan.remove-floor", NULL, remove_floor_action);
  gtk_widget_class_install_action (widget_class, "plan.place", NULL, place_action);
  gtk_widget_class_install_action (widget_class, "plan.fit", NULL, fit_action);
  gtk_widget_class_install_action (widget_class, "plan.inspect", NULL, inspect_action);
  gtk_widget_class_install_action (widget_class, "plan.escape", NULL, escape_action);
}
