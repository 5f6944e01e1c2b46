/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-status-line.h"

#include <glib/gi18n.h>

/* Where there is no room for whole words, short ones stand; a screen reader gets the whole ones. */
enum
{
  FULL,
  SHORT,
  N_FORMS,
};

struct _DectStatusLine
{
  AdwBin parent_instance;
  DectDocument *document;
  guint clock_source;
  GtkLabel *count[N_FORMS];
  GtkWidget *chain_dot[N_FORMS];
  GtkLabel *chain[N_FORMS];
  GtkWidget *findings_button[N_FORMS];
  GtkWidget *findings_icon[N_FORMS];
  GtkLabel *findings[N_FORMS];
  GtkLabel *saved[N_FORMS];
};

G_DEFINE_FINAL_TYPE (DectStatusLine, dect_status_line, ADW_TYPE_BIN)

static void
set_state (GtkWidget *const *widgets, const char *state)
{
  static const char *const states[] = { "success", "warning", "error", "dim-label" };

  for (guint form = 0; form < N_FORMS; form++)
    for (guint i = 0; i < G_N_ELEMENTS (states); i++)
      if (g_str_equal (states[i], state))
        gtk_widget_add_css_class (widgets[form], states[i]);
      else
        gtk_widget_remove_css_class (widgets[form], states[i]);
}

static void
set_words (GtkLabel *const *labels, const char *full, const char *brief)
{
  for (guint form = 0; form < N_FORMS; form++)
    {
      gtk_label_set_text (labels[form], form == FULL ? full : brief);
      gtk_widget_set_tooltip_text (GTK_WIDGET (labels[form]), full);
      gtk_accessible_update_property (GTK_ACCESSIBLE (labels[form]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      full, -1);
    }
}

static void
update_count (DectStatusLine *self)
{
  GListModel *rfps = dect_site_list (dect_document_get_site (self->document), DECT_KIND_RFP);
  guint n = g_list_model_get_n_items (rfps);
  g_autofree char *full = g_strdup_printf (ngettext ("%u base station", "%u base stations", n), n);
  g_autofree char *brief = g_strdup_printf ("%u", n);

  set_words (self->count, full, brief);
}

static void
update_chain (DectStatusLine *self, DectAnalysis *analysis)
{
  g_autofree char *full = NULL;
  g_autofree char *brief = NULL;
  guint n_parts = 0;

  if (analysis == NULL || dect_chain_get_n_members (analysis->chain) == 0)
    {
      set_words (self->chain, _("No chain yet"), _("No chain"));
      set_state (self->chain_dot, "dim-label");
      return;
    }
  if (dect_chain_is_connected (analysis->chain))
    {
      /* Translators: short for “Chain connected” */
      set_words (self->chain, _("Chain connected"), _("Connected"));
      set_state (self->chain_dot, "success");
      return;
    }
  dect_chain_get_components (analysis->chain, &n_parts);
  full = g_strdup_printf (ngettext ("Chain broken: %u part", "Chain broken: %u parts", n_parts),
                          n_parts);
  /* Translators: short for “Chain broken: 2 parts” */
  brief = g_strdup_printf (ngettext ("%u part", "%u parts", n_parts), n_parts);
  set_words (self->chain, full, brief);
  set_state (self->chain_dot, "error");
}

static void
update_findings (DectStatusLine *self, DectAnalysis *analysis)
{
  guint n_errors = 0, n_warnings = 0;
  g_autofree char *errors = NULL;
  g_autofree char *warnings = NULL;
  g_autofree char *full = NULL;
  g_autofree char *brief = NULL;

  if (analysis != NULL)
    {
      n_errors = dect_findings_count (analysis->findings, DECT_SEVERITY_ERROR);
      n_warnings = dect_findings_count (analysis->findings, DECT_SEVERITY_WARNING);
    }
  errors = g_strdup_printf (ngettext ("%u error", "%u errors", n_errors), n_errors);
  warnings = g_strdup_printf (ngettext ("%u warning", "%u warnings", n_warnings), n_warnings);
  if (n_errors > 0 && n_warnings > 0)
    {
      full = g_strdup_printf ("%s · %s", errors, warnings);
      brief = g_strdup_printf ("%u · %u", n_errors, n_warnings);
    }
  else
    {
      full = g_strdup (n_errors > 0 ? errors : n_warnings > 0 ? warnings : _("No findings"));
      brief = g_strdup_printf ("%u", n_errors + n_warnings);
    }
  set_words (self->findings, full, brief);
  for (guint form = 0; form < N_FORMS; form++)
    {
      g_autofree char *name = NULL;

      /* Translators: tooltip of a button: what is found, and what the button does */
      name = g_strdup_printf (_("%s: show the checks"), full);
      gtk_widget_set_tooltip_text (self->findings_button[form], name);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->findings[form]), NULL);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->findings_button[form]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, full, -1);
      gtk_widget_set_visible (self->findings_icon[form], n_errors + n_warnings > 0);
    }
  gtk_image_set_from_icon_name (GTK_IMAGE (self->findings_icon[SHORT]),
                                n_errors > 0 ? "dialog-error-symbolic" : "dialog-warning-symbolic");
  gtk_image_set_from_icon_name (GTK_IMAGE (self->findings_icon[FULL]),
                                n_errors > 0 ? "dialog-error-symbolic" : "dialog-warning-symbolic");
  set_state (self->findings_icon, n_errors > 0 ? "error" : "warning");
  set_state ((GtkWidget *const *) self->findings, n_errors + n_warnings == 0 ? "dim-label" : "");
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
  gint64 minutes
      = (g_get_real_time () / G_USEC_PER_SEC - dect_document_get_saved_at (document)) / 60;

  if (dect_document_get_saved_at (document) == 0)
    return g_strdup (_("Saved"));
  if (minutes < 1)
    return g_strdup (_("Saved just now"));
  return g_strdup_printf (ngettext ("Saved %d minute ago", "Saved %d minutes ago", (int) minutes),
                          (int) minutes);
}

static void
update_saved (DectStatusLine *self)
{
  g_autofree char *full = NULL;

  if (self->document != NULL && dect_document_get_modified (self->document))
    /* Translators: short for “Unsaved changes” */
    set_words (self->saved, _("Unsaved changes"), _("Unsaved"));
  else if (self->document != NULL && dect_document_get_file (self->document) != NULL)
    {
      full = saved_text (self->document);
      set_words (self->saved, full, _("Saved"));
    }
  else
    set_words (self->saved, "", "");
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
#define BIND(member)                                                                               \
  gtk_widget_class_bind_template_child_full (widget_class, #member "_full", FALSE,                 \
                                             G_STRUCT_OFFSET (DectStatusLine, member[FULL]));      \
  gtk_widget_class_bind_template_child_full (widget_class, #member "_short", FALSE,                \
                                             G_STRUCT_OFFSET (DectStatusLine, member[SHORT]))
  BIND (count);
  BIND (chain_dot);
  BIND (chain);
  BIND (findings_button);
  BIND (findings_icon);
  BIND (findings);
  BIND (saved);
#undef BIND
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
