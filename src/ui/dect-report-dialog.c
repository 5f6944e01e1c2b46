/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-report-dialog.h"

#include <glib/gi18n.h>

#include "model/dect-compare.h"

#define MAX_ROWS 100
#define LIST_HEIGHT 260 /* pixels; what is longer scrolls */

/* --- Rows ------------------------------------------------------------------------------------- */

GPtrArray *
dect_report_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
}

void
dect_report_add (GPtrArray *rows, const char *title, const char *subtitle)
{
  char **row;

  g_return_if_fail (rows != NULL && title != NULL);

  row = g_new0 (char *, 3);
  row[0] = g_strdup (title);
  row[1] = g_strdup (subtitle != NULL ? subtitle : "");
  g_ptr_array_add (rows, row);
}

GPtrArray *
dect_report_for_comparisons (GPtrArray *comparisons)
{
  GPtrArray *rows = dect_report_new ();

  g_return_val_if_fail (comparisons != NULL, rows);

  for (guint i = 0; i < comparisons->len; i++)
    {
      const DectComparison *comparison = comparisons->pdata[i];
      /* Translators: a thing and what became of it: “base station 4 (Lab): changed” */
      g_autofree char *title
          = g_strdup_printf (_("%s: %s"), comparison->title, dect_compared_label (comparison->as));

      dect_report_add (rows, title, comparison->details);
    }
  return rows;
}

static GtkWidget *
row_new (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}

static GtkWidget *
list_new (const char *heading, GPtrArray *rows)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  for (guint i = 0; i < MIN (rows->len, MAX_ROWS); i++)
    {
      char **row = rows->pdata[i];

      gtk_list_box_append (GTK_LIST_BOX (list), row_new (row[0], row[1]));
    }
  if (rows->len > MAX_ROWS)
    {
      guint n = rows->len - MAX_ROWS;
      g_autofree char *more = g_strdup_printf (ngettext ("and %u more", "and %u more", n), n);

      gtk_list_box_append (GTK_LIST_BOX (list), row_new (more, ""));
    }
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, heading,
                                  -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), LIST_HEIGHT);
  return scroller;
}

/* --- Public ----------------------------------------------------------------------------------- */

void
dect_dialog_report (GtkWindow *parent,
                    const char *heading,
                    const char *body,
                    GPtrArray *rows,
                    const DectReportAnswer *answers,
                    DectAnswerFunc callback,
                    gpointer user_data,
                    GDestroyNotify destroy)
{
  AdwMessageDialog *dialog;

  g_return_if_fail (rows != NULL && answers != NULL && callback != NULL);

  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, heading, body));
  for (guint i = 0; answers[i].label != NULL; i++)
    {
      adw_message_dialog_add_response (dialog, answers[i].id, answers[i].label);
      adw_message_dialog_set_response_appearance (dialog, answers[i].id, answers[i].appearance);
      if (answers[i].appearance == ADW_RESPONSE_SUGGESTED)
        adw_message_dialog_set_default_response (dialog, answers[i].id);
    }
  adw_message_dialog_set_close_response (dialog, answers[0].id);
  if (rows->len > 0)
    adw_message_dialog_set_extra_child (dialog, list_new (heading, rows));
  dect_dialog_connect_answer (dialog, callback, user_data, destroy);
  gtk_window_present (GTK_WINDOW (dialog));
  /* Else a row of the list has the focus, and Return does nothing. */
  if (gtk_window_get_default_widget (GTK_WINDOW (dialog)) != NULL)
    gtk_widget_grab_focus (gtk_window_get_default_widget (GTK_WINDOW (dialog)));
}
