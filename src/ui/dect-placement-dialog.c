/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-placement-dialog.h"

#include <glib/gi18n.h>

#include "dect-dialog-title.h"
#include "dect-job.h"
#include "dect-length-spin.h"
#include "dect-note.h"
#include "radio/dect-radio-data.h"

struct _DectPlacementDialog
{
  AdwWindow parent_instance;
  GtkStack *stack;
  GtkWidget *plan_button;
  DectNote *note;
  AdwPreferencesGroup *area;
  AdwComboRow *floors;
  GtkSpinButton *target;
  GtkSpinButton *share;
  AdwComboRow *paths;
  GtkSwitch *move;
  GtkSwitch *reflective;
  GtkSpinButton *margin;
  GtkSpinButton *blocking;
  GtkSpinButton *most;
  GtkSpinButton *seed;
  GtkLabel *phase;
  GtkProgressBar *bar;

  DectDocument *document;
  DectJob *job;
};

G_DEFINE_FINAL_TYPE (DectPlacementDialog, dect_placement_dialog, ADW_TYPE_WINDOW)

static guint planned_signal;

/* What is worked on in the thread. */
typedef struct
{
  DectSnapshot *snapshot;
  GArray *floors; /* guint32 */
  DectPlacementSettings settings;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_array_unref (order->floors);
  dect_snapshot_unref (order->snapshot);
  g_free (order);
}

/* --- Area ----------------------------------------------------------------------------------------
 */

/* The floor that is shown, or all of its building. */
static GArray *
list_floors (DectPlacementDialog *self)
{
  GArray *floors = g_array_new (FALSE, FALSE, sizeof (guint32));
  DectSite *site = dect_document_get_site (self->document);
  guint32 shown = dect_document_get_floor (self->document);
  const DectRecord *record = dect_site_find_record (site, shown);
  GListModel *list = dect_site_list (site, DECT_KIND_FLOOR);

  for (guint i = 0; record != NULL && i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (list, i);
      const DectFloor *floor = DECT_FLOOR (dect_item_get_record (item));

      if (floor->head.id == shown
          || (adw_combo_row_get_selected (self->floors) == 1
              && floor->building == DECT_FLOOR (record)->building))
        g_array_append_val (floors, floor->head.id);
    }
  return floors;
}

static gboolean
has_floor (GArray *floors, guint32 floor)
{
  for (guint i = 0; i < floors->len; i++)
    if (g_array_index (floors, guint32, i) == floor)
      return TRUE;
  return FALSE;
}

/* What the area is made of, so that nobody wonders later. */
static void
floors_cb (DectPlacementDialog *self)
{
  g_autoptr (GArray) floors = NULL;
  g_autofree char *text = NULL;
  GListModel *zones;
  guint n_cover = 0, n_forbidden = 0;

  if (self->document == NULL)
    return;
  floors = list_floors (self);
  zones = dect_site_list (dect_document_get_site (self->document), DECT_KIND_ZONE);
  for (guint i = 0; i < g_list_model_get_n_items (zones); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (zones, i);
      const DectZone *zone = DECT_ZONE (dect_item_get_record (item));

      if (has_floor (floors, zone->floor))
        *(zone->kind == DECT_ZONE_COVER ? &n_cover : &n_forbidden) += 1;
    }
  text = n_cover > 0 ? g_strdup_printf (ngettext ("%u zone to cover", "%u zones to cover", n_cover),
                                        n_cover)
                     : g_strdup (_("All within the walls; draw zones (Z) to cover less"));
  if (n_forbidden > 0)
    {
      g_autofree char *area = g_steal_pointer (&text);
      g_autofree char *without = g_strdup_printf (
          ngettext ("%u without base stations", "%u without base stations", n_forbidden),
          n_forbidden);

      text = g_strdup_printf ("%s, %s", area, without);
    }
  adw_preferences_group_set_description (self->area, text);
}

static void
fill_floors (DectPlacementDialog *self)
{
  DectSite *site = dect_document_get_site (self->document);
  const DectRecord *floor = dect_site_find_record (site, dect_document_get_floor (self->document));
  const DectRecord *building
      = floor != NULL ? dect_site_find_record (site, DECT_FLOOR (floor)->building) : NULL;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *all = NULL;

  gtk_string_list_append (names, floor != NULL && DECT_FLOOR (floor)->name != NULL
                                     ? DECT_FLOOR (floor)->name
                                     : _("This floor"));
  all = building != NULL && DECT_BUILDING (building)->name != NULL
            /* Translators: %s is the name of a building */
            ? g_strdup_printf (_("All of %s"), DECT_BUILDING (building)->name)
            : g_strdup (_("All of the building"));
  gtk_string_list_append (names, all);
  adw_combo_row_set_model (self->floors, G_LIST_MODEL (names));
}

/* --- Planning ------------------------------------------------------------------------------------
 */

static gpointer
plan_func (gpointer data,
           DectProgressFunc progress,
           gpointer progress_data,
           GCancellable *cancellable,
           GError **error)
{
  Order *order = data;

  return dect_placement_new (order->snapshot, &order->settings, progress, progress_data,
                             cancellable, error);
}

static void
set_busy (DectPlacementDialog *self, gboolean busy)
{
  gtk_stack_set_visible_child_name (self->stack, busy ? "busy" : "settings");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "placement.plan", !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "placement.stop", busy);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectPlacementDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPlacement) placement = dect_job_finish (DECT_JOB (source), result, &error);

  if (self->document == NULL) /* closed meanwhile */
    return;
  set_busy (self, FALSE);
  if (placement == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        dect_note_set (self->note, DECT_NOTE_ERROR, error->message);
      return;
    }
  g_signal_emit (self, planned_signal, 0, placement);
  gtk_window_close (GTK_WINDOW (self));
}

static Order *
order_new (DectPlacementDialog *self)
{
  Order *order = g_new0 (Order, 1);
  DectPlacementSettings *settings = &order->settings;

  order->snapshot = dect_site_snapshot (dect_document_get_site (self->document));
  order->floors = list_floors (self);
  dect_placement_settings_init (settings);
  settings->floors = (const guint32 *) (gpointer) order->floors->data;
  settings->n_floors = order->floors->len;
  settings->target_dbm = gtk_spin_button_get_value (self->target);
  settings->share = gtk_spin_button_get_value (self->share) / 100;
  settings->n_paths = adw_combo_row_get_selected (self->paths);
  settings->move_existing = gtk_switch_get_active (self->move);
  settings->reflective = gtk_switch_get_active (self->reflective);
  settings->margin_db = gtk_spin_button_get_value (self->margin);
  settings->blocking = gtk_spin_button_get_value (self->blocking) / 100;
  settings->max_new = (guint) gtk_spin_button_get_value_as_int (self->most);
  settings->seed = (guint64) gtk_spin_button_get_value_as_int (self->seed);
  return order;
}

static void
plan_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlacementDialog *self = DECT_PLACEMENT_DIALOG (widget);

  dect_note_set (self->note, DECT_NOTE_INFO, NULL);
  set_busy (self, TRUE);
  dect_job_start (self->job, plan_func, order_new (self), order_free,
                  (GDestroyNotify) dect_placement_unref, planned_cb, g_object_ref (self));
}

static void
stop_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dect_job_cancel (DECT_PLACEMENT_DIALOG (widget)->job);
}

static void
progress_cb (DectPlacementDialog *self)
{
  const char *phase = dect_job_get_phase (self->job);

  gtk_label_set_text (self->phase, phase != NULL ? phase : "");
  gtk_progress_bar_set_fraction (self->bar, dect_job_get_fraction (self->job));
}

/* --- Widget --------------------------------------------------------------------------------------
 */

static void
dect_placement_dialog_dispose (GObject *object)
{
  DectPlacementDialog *self = DECT_PLACEMENT_DIALOG (object);

  if (self->job != NULL)
    dect_job_cancel (self->job);
  g_clear_object (&self->job);
  g_clear_object (&self->document);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_PLACEMENT_DIALOG);
  G_OBJECT_CLASS (dect_placement_dialog_parent_class)->dispose (object);
}

static void
dect_placement_dialog_class_init (DectPlacementDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_placement_dialog_dispose;
  planned_signal = g_signal_new ("planned", DECT_TYPE_PLACEMENT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, DECT_TYPE_PLACEMENT);
  g_type_ensure (DECT_TYPE_DIALOG_TITLE);
  g_type_ensure (DECT_TYPE_NOTE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-placement-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DectPlacementDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, DectPlacementDialog, plan_button);
  gtk_widget_class_bind_template_child (widget_class, DectPlacementDialog, note);
  gtk_widget_class_bind_template_child (widget_class, DectPlacementDialog, area);
  gtk_widget_class_bind_template_child (widget_class, DectPlacementDialog, floors);
  gtk_widget_class_bind_template_child (widget_class, DectPlacementDialog, target);
  gtk_widget_class_bind_template_child (widget_class, DectPlacementDialog, share);
  gtk_widget_class_bind_template_child (widget_class, DectPlacementDialog, paths);
  gtk_widget_class_bind_template_child (widget_class, DectPlacementDialog, move);
  gtk_widget_class_bind_template_child (widget_class, DectPlacementDialog, reflective);
  gtk_widget_class_bind_template_child (widget_class, DectPlacementDialog, margin);
  gtk_widget_class_bind_template_child (widget_class, DectPlacementDialog, blocking);
  gtk_widget_class_bind_template_child (widget_class, DectPlacementDialog, most);
  gtk_widget_class_bind_template_child (widget_class, DectPlacementDialog, seed);
  gtk_widget_class_bind_template_child (widget_class, DectPlacementDialog, phase);
  gtk_widget_class_bind_template_child (widget_class, DectPlacementDialog, bar);
  gtk_widget_class_bind_template_callback (widget_class, floors_cb);
  gtk_widget_class_install_action (widget_class, "placement.plan", NULL, plan_action);
  gtk_widget_class_install_action (widget_class, "placement.stop", NULL, stop_action);
}

static void
dect_placement_dialog_init (DectPlacementDialog *self)
{
  self->job = dect_job_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  dect_spin_accept_numbers (self->blocking);
  g_signal_connect_object (self->job, "notify::phase", G_CALLBACK (progress_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->job, "notify::fraction", G_CALLBACK (progress_cb), self,
                           G_CONNECT_SWAPPED);
  set_busy (self, FALSE);
}

DectPlacementDialog *
dect_placement_dialog_new (DectDocument *document)
{
  DectPlacementDialog *self;
  const DectSiteInfo *info;

  g_return_val_if_fail (DECT_IS_DOCUMENT (document), NULL);

  self = g_object_new (DECT_TYPE_PLACEMENT_DIALOG, NULL);
  self->document = g_object_ref (document);
  info = dect_site_get_info (dect_document_get_site (document));
  gtk_spin_button_set_value (self->target, dect_limit_of_site (info, "design"));
  fill_floors (self);
  floors_cb (self);
  gtk_window_set_focus (GTK_WINDOW (self), self->plan_button);
  return self;
}
