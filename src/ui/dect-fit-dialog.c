/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-fit-dialog.h"

#include <glib/gi18n.h>
#include <math.h>

#include "dect-dialog-title.h"
#include "dect-job.h"
#include "dect-note.h"
#include "dect-panel.h"
#include "model/dect-length.h"
#include "radio/dect-fit.h"

/* Observations that are furthest off, listed. */
#define MAX_WORST 8

struct _DectFitDialog
{
  AdwWindow parent_instance;
  GtkStack *stack;
  GtkWidget *apply_button;
  GtkWidget *clear_button;
  DectNote *note;
  GtkBox *content;

  DectDocument *document;
  DectJob *job;
  DectFit *fit;
};

G_DEFINE_FINAL_TYPE (DectFitDialog, dect_fit_dialog, ADW_TYPE_WINDOW)

/* --- Figures -------------------------------------------------------------------------------------
 */

typedef enum
{
  FIGURE_MEAN,
  FIGURE_MEAN_ABS,
  FIGURE_SIGMA,
  FIGURE_DESIGN,
  FIGURE_SYNC,
  N_FIGURES,
} Figure;

static char *
dup_figure (const DectFitErrors *errors, Figure figure)
{
  double value = figure == FIGURE_MEAN       ? errors->mean_db
                 : figure == FIGURE_MEAN_ABS ? errors->mean_abs_db
                 : figure == FIGURE_SIGMA    ? errors->sigma_db
                 : figure == FIGURE_DESIGN   ? errors->right_design
                                             : errors->right_sync;

  if (isnan (value))
    return g_strdup ("–");
  if (figure >= FIGURE_DESIGN)
    return g_strdup_printf (_("%.0f %%"), value * 100);
  if (figure == FIGURE_MEAN && fabs (value) >= 0.05)
    return g_strdup_printf ("%s%.1f dB", value > 0 ? "+" : "−", fabs (value));
  return g_strdup_printf ("%.1f dB", fabs (value));
}

static char *
dup_figure_name (DectFit *fit, Figure figure)
{
  const DectFitOptions *options = dect_fit_get_options (fit);

  switch (figure)
    {
    case FIGURE_MEAN:
      return g_strdup (_("Mean error"));
    case FIGURE_MEAN_ABS:
      return g_strdup (_("Mean of its amount"));
    case FIGURE_SIGMA:
      return g_strdup (_("Scatter (sigma)"));
    case FIGURE_DESIGN:
      return g_strdup_printf (_("Right at −%.0f dBm"), -options->design_limit_dbm);
    default:
      return g_strdup_printf (_("Right at −%.0f dBm"), -options->sync_limit_dbm);
    }
}

static GtkWidget *
cell_new (const char *text, const char *css_class, gboolean first)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), first ? 0 : 1);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), first ? GTK_JUSTIFY_LEFT : GTK_JUSTIFY_RIGHT);
  gtk_widget_set_hexpand (label, first);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_figures (DectFit *fit)
{
  const DectFitErrors *const errors[]
      = { dect_fit_get_before (fit), dect_fit_get_after (fit), dect_fit_get_left_out (fit) };
  const char *const heads[] = { _("Tables"), _("Fitted"), _("Fitted, place left out") };
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *grid = gtk_grid_new ();
  g_autofree char *title
      = g_strdup_printf (ngettext ("Predicted minus measured, %u level",
                                   "Predicted minus measured, %u levels", errors[0]->n),
                         errors[0]->n);

  gtk_widget_add_css_class (grid, "card");
  gtk_widget_add_css_class (grid, "figures");
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 8);
  for (guint j = 0; j < G_N_ELEMENTS (heads); j++)
    gtk_grid_attach (GTK_GRID (grid), cell_new (heads[j], "caption-heading", FALSE), (gint) j + 1,
                     0, 1, 1);
  for (guint i = 0; i < N_FIGURES; i++)
    {
      g_autofree char *name = dup_figure_name (fit, i);

      gtk_grid_attach (GTK_GRID (grid), cell_new (name, NULL, TRUE), 0, (gint) i + 1, 1, 1);
      for (guint j = 0; j < G_N_ELEMENTS (errors); j++)
        {
          g_autofree char *text = dup_figure (errors[j], i);

          gtk_grid_attach (GTK_GRID (grid), cell_new (text, "numeric", FALSE), (gint) j + 1,
                           (gint) i + 1, 1, 1);
        }
    }
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _("The last column predicts each place with a fit that "
                                            "has not seen it: what a new place may "
                                            "expect."));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), grid);
  return group;
}

/* --- Parameters ----------------------------------------------------------------------------------
 */

static char *
dup_signed (double value)
{
  return g_strdup_printf ("%s%.1f", value < 0 ? "−" : "", fabs (value));
}

static GtkWidget *
make_parameters (DectFit *fit)
{
  guint n_parameters;
  const DectFitParameter *parameters = dect_fit_list_parameters (fit, &n_parameters);
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Radio model"));
  for (guint i = 0; i < n_parameters; i++)
    {
      const DectFitParameter *parameter = &parameters[i];
      const char *unit = parameter->term == DECT_FIT_TERM_EXPONENT ? _("dB per decade") : _("dB");
      gboolean fitted
          = parameter->state == DECT_FIT_STATE_FITTED || parameter->state == DECT_FIT_STATE_BOUND;
      g_autofree char *label = dect_fit_parameter_dup_label (parameter);
      g_autofree char *reason = dect_fit_parameter_dup_reason (fit, parameter);
      g_autofree char *crossings
          = parameter->term == DECT_FIT_TERM_LOSS ? g_strdup_printf (
                ngettext ("crossed %u time", "crossed %u times", parameter->n_crossings),
                parameter->n_crossings)
                                                  : g_strdup ("");
      g_autofree char *detail
          = g_strdup_printf ("%s%s%s", crossings, *crossings != '\0' && reason != NULL ? " · " : "",
                             reason != NULL ? reason : "");
      g_autofree char *value = dup_signed (parameter->value);
      g_autofree char *figure
          = fitted ? g_strdup_printf (_("%.1f → %s %s"), parameter->table, value, unit)
                   : g_strdup_printf ("%.1f %s", parameter->table, unit);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                                 dect_panel_figure_row_new (label, figure, detail));
    }
  return group;
}

/* --- Observations --------------------------------------------------------------------------------
 */

static double
error_of (const DectFitObservation *observation)
{
  return fabs (observation->fitted_dbm - observation->measured_dbm);
}

static gint
compare_errors (gconstpointer a, gconstpointer b)
{
  double error_a = error_of (*(const DectFitObservation *const *) a);
  double error_b = error_of (*(const DectFitObservation *const *) b);

  return error_a > error_b ? -1 : error_a < error_b;
}

static char *
dup_title (DectSite *site, guint32 id)
{
  const DectRecord *record = dect_site_find_record (site, id);

  return record != NULL ? dect_record_title (record) : g_strdup ("?");
}

static GtkWidget *
observation_row_new (DectSite *site, const DectFitObservation *observation)
{
  g_autofree char *heard = dup_title (site, observation->rfp);
  g_autofree char *x = dect_length_to_text (observation->x_m, 1);
  g_autofree char *y = dect_length_to_text (observation->y_m, 1);
  g_autofree char *where = observation->hearer != 0
                               ? dup_title (site, observation->hearer)
                               : g_strdup_printf (_("a handset at %s, %s"), x, y);
  /* Translators: which base station is heard, and where: "base station 3 (Lab), heard by base
   * station 4" */
  g_autofree char *title = g_strdup_printf (_("%s, heard by %s"), heard, where);
  g_autofree char *detail = g_strdup_printf (
      _("measured −%.0f dBm, predicted −%.0f, fitted −%.0f"), -observation->measured_dbm,
      -observation->predicted_dbm, -observation->fitted_dbm);
  double error_db = observation->fitted_dbm - observation->measured_dbm;
  g_autofree char *figure
      = g_strdup_printf ("%s%.0f dB", error_db < 0 ? "−" : "+", fabs (error_db));

  title[0] = g_ascii_toupper (title[0]);
  return dect_panel_figure_row_new (title, figure, detail);
}

static GtkWidget *
make_worst (DectFitDialog *self)
{
  guint n_observations;
  const DectFitObservation *observations = dect_fit_list_observations (self->fit, &n_observations);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  GtkWidget *group = adw_preferences_group_new ();

  for (guint i = 0; i < n_observations; i++)
    g_ptr_array_add (sorted, (gpointer) &observations[i]);
  g_ptr_array_sort (sorted, compare_errors);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Furthest off"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      _("Look whether a wall is missing there, or was drawn of another material."));
  for (guint i = 0; i < MIN (sorted->len, MAX_WORST); i++)
    adw_preferences_group_add (
        ADW_PREFERENCES_GROUP (group),
        observation_row_new (dect_document_get_site (self->document), sorted->pdata[i]));
  return group;
}

/* Why measurements were left out, each reason once. */
static GtkWidget *
make_skipped (DectFit *fit)
{
  guint n_skipped, counts[DECT_FIT_SKIP_PATH + 1] = { 0 };
  const DectFitSkipped *skipped = dect_fit_list_skipped (fit, &n_skipped);
  GtkWidget *group;

  if (n_skipped == 0)
    return NULL;
  group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Not used"));
  for (guint i = 0; i < n_skipped; i++)
    counts[skipped[i].reason]++;
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *figure = g_strdup_printf ("%u", counts[i]);

      if (counts[i] > 0)
        adw_preferences_group_add (
            ADW_PREFERENCES_GROUP (group),
            dect_panel_figure_row_new (dect_fit_skip_label (i), figure, NULL));
    }
  return group;
}

/* --- Showing -------------------------------------------------------------------------------------
 */

static void
update_note (DectFitDialog *self)
{
  if (dect_fit_is_current (self->fit))
    dect_note_set (self->note, DECT_NOTE_GOOD,
                   _("The plan predicts with this fit; the legend of the coverage says so."));
  else if (!dect_fit_is_fitted (self->fit))
    dect_note_set (self->note, DECT_NOTE_INFO,
                   _("There is too little to fit from yet: measure at more places."));
  else if (!dect_fit_improves (self->fit))
    dect_note_set (self->note, DECT_NOTE_WARNING,
                   _("The fit does not predict places it has not seen any better than the tables: "
                      "measure more before it is used."));
  else if (dect_fit_is_in_use (self->fit))
    dect_note_set (self->note, DECT_NOTE_INFO,
                   _("The plan predicts with an older fit; there is more to fit from now."));
  else
    dect_note_set (self->note, DECT_NOTE_INFO,
                   _("The plan predicts by the tables. The fit is nearer to what was measured."));
}

static void
append (DectFitDialog *self, GtkWidget *widget)
{
  if (widget != NULL)
    gtk_box_append (self->content, widget);
}

static void
show (DectFitDialog *self)
{
  gboolean in_use = dect_fit_is_in_use (self->fit);
  guint n_observations, n_skipped;
  GtkWidget *child;

  dect_fit_list_observations (self->fit, &n_observations);
  dect_fit_list_skipped (self->fit, &n_skipped);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "fit.apply",
                                 dect_fit_is_fitted (self->fit)
                                     && !dect_fit_is_current (self->fit));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "fit.clear", in_use);
  gtk_widget_set_visible (self->clear_button, in_use);
  gtk_widget_set_visible (self->apply_button, n_observations > 0);
  if (n_observations + n_skipped == 0 && !in_use)
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->content))) != NULL)
    gtk_box_remove (self->content, child);
  update_note (self);
  if (n_observations > 0)
    {
      append (self, make_figures (self->fit));
      append (self, make_parameters (self->fit));
      append (self, make_worst (self));
    }
  append (self, make_skipped (self->fit));
  gtk_stack_set_visible_child_name (self->stack, "fit");
}

static gpointer
fit_func (gpointer data,
          DectProgressFunc progress,
          gpointer progress_data,
          GCancellable *cancellable,
          GError **error)
{
  return dect_fit_new (data, NULL, cancellable, error);
}

static void
fitted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectFitDialog) self = user_data;
  DectFit *fit = dect_job_finish (DECT_JOB (source), result, NULL);

  if (fit == NULL) /* only when cancelled: a later one is on its way, or nobody looks any more */
    return;
  g_clear_pointer (&self->fit, dect_fit_unref);
  self->fit = fit;
  if (self->document != NULL)
    show (self);
}

/* Again whenever the site changed: a table was imported, the fit is used, undo. */
static void
compare (DectFitDialog *self)
{
  dect_job_start (self->job, fit_func, dect_site_snapshot (dect_document_get_site (self->document)),
                  (GDestroyNotify) dect_snapshot_unref, (GDestroyNotify) dect_fit_unref, fitted_cb,
                  g_object_ref (self));
}

/* --- Actions -------------------------------------------------------------------------------------
 */

static void
apply_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectFitDialog *self = DECT_FIT_DIALOG (widget);

  dect_fit_apply (self->fit, dect_document_get_site (self->document));
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dect_fit_clear (dect_document_get_site (DECT_FIT_DIALOG (widget)->document));
}

/* The window above which this one stands knows how. */
static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));

  gtk_window_close (GTK_WINDOW (widget));
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.import-csv", NULL);
}

static void
dect_fit_dialog_dispose (GObject *object)
{
  DectFitDialog *self = DECT_FIT_DIALOG (object);

  if (self->job != NULL)
    dect_job_cancel (self->job);
  g_clear_object (&self->job);
  g_clear_object (&self->document);
  g_clear_pointer (&self->fit, dect_fit_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_FIT_DIALOG);
  G_OBJECT_CLASS (dect_fit_dialog_parent_class)->dispose (object);
}

static void
dect_fit_dialog_class_init (DectFitDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_fit_dialog_dispose;
  g_type_ensure (DECT_TYPE_DIALOG_TITLE);
  g_type_ensure (DECT_TYPE_NOTE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-fit-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DectFitDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, DectFitDialog, apply_button);
  gtk_widget_class_bind_template_child (widget_class, DectFitDialog, clear_button);
  gtk_widget_class_bind_template_child (widget_class, DectFitDialog, note);
  gtk_widget_class_bind_template_child (widget_class, DectFitDialog, content);
  gtk_widget_class_install_action (widget_class, "fit.apply", NULL, apply_action);
  gtk_widget_class_install_action (widget_class, "fit.clear", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "fit.import", NULL, import_action);
}

static void
dect_fit_dialog_init (DectFitDialog *self)
{
  self->job = dect_job_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "fit.apply", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "fit.clear", FALSE);
  gtk_widget_set_visible (self->clear_button, FALSE);
}

DectFitDialog *
dect_fit_dialog_new (DectDocument *document)
{
  DectFitDialog *self;

  g_return_val_if_fail (DECT_IS_DOCUMENT (document), NULL);

  self = g_object_new (DECT_TYPE_FIT_DIALOG, NULL);
  self->document = g_object_ref (document);
  g_signal_connect_object (dect_document_get_site (document), "notify::generation",
                           G_CALLBACK (compare), self, G_CONNECT_SWAPPED);
  compare (self);
  return self;
}
