/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-status-line.h"

#include <glib/gi18n.h>

struct _DectStatusLine
{
  AdwBin parent_instance;
  DectDocument *document;
  guint clock_source;
  GtkLabel *count_label;
  GtkWidget *chain_dot;
  GtkLabel *chain_label;
  GtkWidget *findings_icon;
  GtkLabel *findings_label;
  GtkLabel *saved_label;
};

G_DEFINE_FINAL_TYPE (DectStatusLine, dect_status_line, ADW_TYPE_BIN)

static void
set_state (GtkWidget *widget, const char *state)
{
  static const char *const states[] = { "success", "warning", "error", "dim-label" };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i], state))
      gtk_widget_add_css_class (widget, states[i]);
    else
      gtk_widget_remove_css_class (widget, states[i]);
}

static void
update_count (DectStatusLine *self)
{
  GListModel *rfps = dect_site_list (dect_document_get_site (self->document), DECT_KIND_RFP);
  guint n = g_list_model_get_n_items (rfps);
  g_autofree char *text = g_strdup_printf (ngettext ("%u base station", "%u base stations", n), n);

  gtk_label_set_text (self->count_label, text);
}

static void
update_chain (DectStatusLine *self, DectAnalysis *analysis)
{
  g_autofree char *text = NULL;
  guint n_parts = 0;

  if (analysis == NULL || dect_chain_get_n_members (analysis->chain) == 0)
    {
      gtk_label_set_text (self->chain_label, _("No chain yet"));
      set_state (self->chain_dot, "dim-label");
      return;
    }
  if (dect_chain_is_connected (analysis->chain))
    {
      gtk_label_set_text (self->chain_label, _("Chain connected"));
      set_state (self->chain_dot, "success");
      return;
    }
  dect_chain_get_components (analysis->chain, &n_parts);
  text = g_strdup_printf (ngettext ("Chain broken: %u part", "Chain broken: %u parts", n_parts),
                          n_parts);
  gtk_label_set_text (self->chain_label, text);
  set_state (self->chain_dot, "error");
}

static void
update_findings (DectStatusLine *self, DectAnalysis *analysis)
{
  guint n_errors = 0, n_warnings = 0;
  g_autofree char *errors = NULL;
  g_autofree char *warnings = NULL;
  g_autofree char *text = NULL;

  if (analysis != NULL)
    {
      n_errors = dect_findings_count (analysis->findings, DECT_SEVERITY_ERROR);
      n_warnings = dect_findings_count (analysis->findings, DECT_SEVERITY_WARNING);
    }
  errors = g_strdup_printf (ngettext ("%u error", "%u errors", n_errors), n_errors);
  warnings = g_strdup_printf (ngettext ("%u warning", "%u warnings", n_warnings), n_warnings);
  if (n_errors > 0 && n_warnings > 0)
    text = g_strdup_printf ("%s · %s", errors, warnings);
  else if (n_errors + n_warnings > 0)
    text = g_strdup (n_errors > 0 ? errors : warnings);
  else
    text = g_strdup (_("No findings"));
  gtk_label_set_text (self->findings_label, text);
  gtk_widget_set_visible (self->findings_icon, n_errors + n_warnings > 0);
  set_state (self->findings_icon, n_errors > 0 ? "error" : "warning");
  set_state (GTK_WIDGET (self->findings_label), n_errors + n_warnings == 0 ? "dim-label" : "");
}

static void
update_analysis (DectStatusLine *self)
{
  DectAnalysis *analysis;

  if (self->document == NULL)
    return;
  analysis = dect_document_get_analysis (self->document);
  update_count (self);
  update_chain (self, analysis);
  update_findings (self, analysis);
}

static char *
saved_text (DectDocument *document)
{
  gint64 saved_at = dect_document_get_saved_at (document);
  gint64 minutes;

  if (dect_document_get_modified (document))
    return g_strdup (_("Unsaved changes"));
  if (dect_document_get_file (document) == NULL)
    return g_strdup ("");
  if (saved_at == 0)
    return g_strdup (_("Saved"));
  minutes = (g_get_real_time () / G_USEC_PER_SEC - saved_at) / 60;
  if (minutes < 1)
    return g_strdup (_("Saved just now"));
  return g_strdup_printf (ngettext ("Saved %d minute ago", "Saved %d minutes ago", (int) minutes),
                          (int) minutes);
}

static void
update_saved (DectStatusLine *self)
{
  g_autofree char *text = self->document != NULL ? saved_text (self->document) : g_strdup ("");

  gtk_label_set_text (self->saved_label, text);
}

static gboolean
clock_cb (gpointer user_data)
{
  update_saved (user_data);
  return G_SOURCE_CONTINUE;
}

static void
dect_status_line_map (GtkWidget *widget)
{
  DectStatusLine *self = DECT_STATUS_LINE (widget);

  GTK_WIDGET_CLASS (dect_status_line_parent_class)->map (widget);
  self->clock_source = g_timeout_add_seconds (30, clock_cb, self);
}

static void
dect_status_line_unmap (GtkWidget *widget)
{
  DectStatusLine *self = DECT_STATUS_LINE (widget);

  g_clear_handle_id (&self->clock_source, g_source_remove);
  GTK_WIDGET_CLASS (dect_status_line_parent_class)->unmap (widget);
}

static void
dect_status_line_dispose (GObject *object)
{
  DectStatusLine *self = DECT_STATUS_LINE (object);

  g_clear_handle_id (&self->clock_source, g_source_remove);
  g_clear_object (&self->document);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_STATUS_LINE);
  G_OBJECT_CLASS (dect_status_line_parent_class)->dispose (object);
}

static void
dect_status_line_class_init (DectStatusLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_status_line_dispose;
  widget_class->map = dect_status_line_map;
  widget_class->unmap = dect_status_line_unmap;
  gtk_widget_class_set_css_name (widget_class, "statusline");
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-status-line.ui");
  gtk_widget_class_bind_template_child (widget_class, DectStatusLine, count_label);
  gtk_widget_class_bind_template_child (widget_class, DectStatusLine, chain_dot);
  gtk_widget_class_bind_template_child (widget_class, DectStatusLine, chain_label);
  gtk_widget_class_bind_template_child (widget_class, DectStatusLine, findings_icon);
  gtk_widget_class_bind_template_child (widget_class, DectStatusLine, findings_label);
  gtk_widget_class_bind_template_child (widget_class, DectStatusLine, saved_label);
}

static void
dect_status_line_init (DectStatusLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
dect_status_line_set_document (DectStatusLine *self, DectDocument *document)
{
  g_return_if_fail (DECT_IS_STATUS_LINE (self));

  if (self->document == document)
    return;
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  g_set_object (&self->document, document);
  if (document != NULL)
    {
      g_signal_connect_object (document, "notify::title", G_CALLBACK (update_analysis), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (document, "notify::analysis", G_CALLBACK (update_analysis), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (document, "notify::modified", G_CALLBACK (update_saved), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (document, "notify::saved-at", G_CALLBACK (update_saved), self,
                               G_CONNECT_SWAPPED);
    }
  update_analysis (self);
  update_saved (self);
}
