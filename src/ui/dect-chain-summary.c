/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-chain-summary.h"

#include <glib/gi18n.h>
#include <math.h>

#include "chain/dect-hop-limits.h"
#include "chain/dect-survival.h"
#include "dect-accessible.h"
#include "dect-job.h"
#include "dect-panel.h"

struct _DectChainSummary
{
  AdwBin parent_instance;
  DectDocument *document;
  AdwExpanderRow *row;
  GPtrArray *rows; /* those below it; not owned */
  DectJob *job;
  DectSurvival *survival;
  DectAnalysis *survived; /* what @survival is of */
};

G_DEFINE_FINAL_TYPE (DectChainSummary, dect_chain_summary, ADW_TYPE_BIN)

static DectAnalysis *
get_analysis (DectChainSummary *self)
{
  return self->document != NULL ? dect_document_get_analysis (self->document) : NULL;
}

/* --- Words ---------------------------------------------------------------------------------------
 */

static char *
dup_subtitle (DectAnalysis *analysis)
{
  guint n = dect_chain_get_n_members (analysis->chain);
  guint hops = dect_chain_get_max_level (analysis->chain);
  const DectFailure *worst = dect_failures_worst (analysis->failures, DECT_FAILURE_SINGLE);
  g_autofree char *length
      = g_strdup_printf (ngettext ("%u hop at most", "%u hops at most", hops), hops);
  g_autofree char *survival = NULL;

  if (worst == NULL || n < 2)
    return g_steal_pointer (&length);
  survival = g_strdup_printf (ngettext ("%u of %u stays synchronised when the worst one fails",
                                        "%u of %u stay synchronised when the worst one fails", n),
                              worst->n_synchronised, n);
  return g_strdup_printf ("%s · %s", length, survival);
}

/* "Siemens HiPath Cordless IP 5 hops, Yealink W80 10 levels" */
static char *
dup_limits (void)
{
  guint n_limits;
  const DectHopLimit *limits = dect_hop_limit_list (&n_limits);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_limits; i++)
    if (limits[i].value == 0)
      g_string_append_printf (text, _("%s%s no figure"), text->len > 0 ? ", " : "",
                              limits[i].vendor);
    else
      /* Translators: a vendor's limit of the length of a chain: "Yealink W80 10 levels" */
      g_string_append_printf (text, "%s%s %u %s", text->len > 0 ? ", " : "", limits[i].vendor,
                              limits[i].value,
                              g_str_equal (limits[i].unit, "levels") ? _("levels") : _("hops"));
  return g_string_free (text, FALSE);
}

static char *
dup_limit_sources (void)
{
  guint n_limits;
  const DectHopLimit *limits = dect_hop_limit_list (&n_limits);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_limits; i++)
    g_string_append_printf (text, "%s%s: %s", i > 0 ? "\n" : "", limits[i].vendor,
                            limits[i].source);
  return g_string_free (text, FALSE);
}

static char *
dup_who (DectAnalysis *analysis, const DectFailure *failure)
{
  GString *text;

  if (failure->name != NULL)
    return g_strdup (failure->name);
  text = g_string_new (NULL);
  for (guint i = 0; i < failure->n_rfps; i++)
    {
      g_autofree char *title = dect_record_title (
          DECT_RECORD (dect_snapshot_rfp (analysis->snapshot, failure->rfps[i])));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", title);
    }
  return g_string_free (text, FALSE);
}

/* --- Rows ----------------------------------------------------------------------------------------
 */

static void
add_row (DectChainSummary *self, GtkWidget *row)
{
  adw_expander_row_add_row (self->row, row);
  g_ptr_array_add (self->rows, row);
}

static void
add_hops (DectChainSummary *self, DectAnalysis *analysis)
{
  g_autofree char *figure = g_strdup_printf ("%u", dect_chain_get_max_level (analysis->chain));
  g_autofree char *limits = dup_limits ();
  g_autofree char *sources = dup_limit_sources ();
  g_autofree char *detail = g_strdup_printf (_("What vendors allow: %s"), limits);
  GtkWidget *row = dect_panel_figure_row_new (_("Hops from the start"), figure, detail);

  gtk_widget_set_tooltip_text (row, sources);
  add_row (self, row);
}

static void
add_failure (DectChainSummary *self, DectAnalysis *analysis, DectFailureKind kind)
{
  static const char *const titles[DECT_N_FAILURE_KINDS] = {
    [DECT_FAILURE_SINGLE] = N_("One fails"),
    [DECT_FAILURE_DOUBLE] = N_("Two fail"),
    [DECT_FAILURE_SWITCH] = N_("A switch fails"),
    [DECT_FAILURE_RISER] = N_("A riser fails"),
    [DECT_FAILURE_COMPARTMENT] = N_("A fire compartment fails"),
  };
  const DectFailure *worst = dect_failures_worst (analysis->failures, kind);
  guint n = dect_failures_count (analysis->failures, kind);
  guint n_losing = dect_failures_count_losing (analysis->failures, kind);
  g_autofree char *figure = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *who = NULL;

  if (worst == NULL)
    return;
  figure = g_strdup_printf (_("%.0f %% stay"),
                            100 * dect_failures_get_share (analysis->failures, worst));
  who = dup_who (analysis, worst);
  detail = worst->n_lost > 0 ? g_strdup_printf (
               ngettext ("Worst: %s, then %u other is not reached. %u of %u lose others.",
                         "Worst: %s, then %u others are not reached. %u of %u lose others.",
                         worst->n_lost),
               who, worst->n_lost, n_losing, n)
                             : g_strdup (_("No other is lost."));
  add_row (self, dect_panel_figure_row_new (_(titles[kind]), figure, detail));
}

static void
add_area (DectChainSummary *self, DectAnalysis *analysis)
{
  const DectFailure *worst;
  g_autofree char *figure = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *who = NULL;
  double now;

  if (self->survival == NULL || self->survived != analysis)
    {
      add_row (self, dect_panel_figure_row_new (_("Area that stays covered"), "…", NULL));
      return;
    }
  now = dect_survival_get_share (self->survival, NULL);
  worst = dect_survival_worst (self->survival, DECT_FAILURE_SINGLE);
  if (worst == NULL || isnan (now))
    return;
  who = dup_who (analysis, worst);
  figure = g_strdup_printf (_("%.0f %% → %.0f %%"), now * 100,
                            dect_survival_get_share (self->survival, worst) * 100);
  detail = g_strdup_printf (_("All floors and a little around them, when the worst one fails: %s"),
                            who);
  add_row (self, dect_panel_figure_row_new (_("Area that stays covered"), figure, detail));
}

static void
fill (DectChainSummary *self)
{
  DectAnalysis *analysis = get_analysis (self);

  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (self->row, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  if (analysis == NULL || !adw_expander_row_get_expanded (self->row))
    return;
  add_hops (self, analysis);
  for (guint i = 0; i < DECT_N_FAILURE_KINDS; i++)
    add_failure (self, analysis, i);
  add_area (self, analysis);
}

/* --- Area ----------------------------------------------------------------------------------------
 */

static gpointer
survival_func (gpointer data,
               DectProgressFunc progress,
               gpointer progress_data,
               GCancellable *cancellable,
               GError **error)
{
  DectAnalysis *analysis = data;

  return dect_survival_new (analysis->snapshot, analysis->failures, DECT_SURVIVAL_CELL_M, progress,
                            progress_data, cancellable, error);
}

static void
survival_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectChainSummary) self = user_data;
  g_autoptr (GError) error = NULL;
  DectSurvival *survival = dect_job_finish (DECT_JOB (source), result, &error);

  if (survival == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("The area that stays covered is not known: %s", error->message);
      return;
    }
  g_clear_pointer (&self->survival, dect_survival_unref);
  self->survival = survival;
  if (self->document != NULL)
    fill (self);
}

static void
look_at_area (DectChainSummary *self)
{
  DectAnalysis *analysis = get_analysis (self);

  if (analysis == NULL || analysis == self->survived || !adw_expander_row_get_expanded (self->row))
    return;
  g_clear_pointer (&self->survival, dect_survival_unref);
  g_clear_pointer (&self->survived, dect_analysis_unref);
  self->survived = dect_analysis_ref (analysis);
  dect_job_start (self->job, survival_func, dect_analysis_ref (analysis),
                  (GDestroyNotify) dect_analysis_unref, (GDestroyNotify) dect_survival_unref,
                  survival_cb, g_object_ref (self));
}

static void
update (DectChainSummary *self)
{
  DectAnalysis *analysis = get_analysis (self);
  g_autofree char *subtitle = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self),
                          analysis != NULL && dect_chain_get_n_members (analysis->chain) > 0);
  if (analysis == NULL)
    return;
  subtitle = dup_subtitle (analysis);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row),
                                 dect_chain_is_connected (analysis->chain) ? _("Chain connected")
                                                                           : _("Chain broken"));
  adw_expander_row_set_subtitle (self->row, subtitle);
  look_at_area (self);
  fill (self);
}

/* --- Widget --------------------------------------------------------------------------------------
 */

static void
dect_chain_summary_dispose (GObject *object)
{
  DectChainSummary *self = DECT_CHAIN_SUMMARY (object);

  if (self->job != NULL)
    dect_job_cancel (self->job);
  g_clear_object (&self->job);
  g_clear_object (&self->document);
  g_clear_pointer (&self->survival, dect_survival_unref);
  g_clear_pointer (&self->survived, dect_analysis_unref);
  G_OBJECT_CLASS (dect_chain_summary_parent_class)->dispose (object);
}

static void
dect_chain_summary_finalize (GObject *object)
{
  g_ptr_array_unref (DECT_CHAIN_SUMMARY (object)->rows);
  G_OBJECT_CLASS (dect_chain_summary_parent_class)->finalize (object);
}

static void
dect_chain_summary_class_init (DectChainSummaryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dect_chain_summary_dispose;
  G_OBJECT_CLASS (klass)->finalize = dect_chain_summary_finalize;
}

static void
dect_chain_summary_init (DectChainSummary *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->job = dect_job_new ();
  self->rows = g_ptr_array_new ();
  self->row = ADW_EXPANDER_ROW (adw_expander_row_new ());
  g_signal_connect_object (self->row, "notify::expanded", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->row));
  /* The group's list and what it holds have nothing else to go by. */
  dect_accessible_name_lists (group, _("Chain"));
  adw_bin_set_child (ADW_BIN (self), group);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
dect_chain_summary_set_document (DectChainSummary *self, DectDocument *document)
{
  g_return_if_fail (DECT_IS_CHAIN_SUMMARY (self));
  g_return_if_fail (document == NULL || DECT_IS_DOCUMENT (document));

  if (self->document == document)
    return;
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  dect_job_cancel (self->job);
  g_set_object (&self->document, document);
  if (document != NULL)
    g_signal_connect_object (document, "notify::analysis", G_CALLBACK (update), self,
                             G_CONNECT_SWAPPED);
  update (self);
}
