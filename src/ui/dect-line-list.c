/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-line-list.h"

#include <glib/gi18n.h>

#include "dect-text-label.h"
#include "model/dect-change-list.h"
#include "omm/dect-omm-reader.h"

/* More than anybody reads. */
#define MAX_LINES 1000

static void
row_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *label = dect_text_label_new (NULL, "finding");

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_list_item_set_child (list_item, label);
}

static void
row_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (list_item)),
                      gtk_string_object_get_string (gtk_list_item_get_item (list_item)));
}

void
dect_line_list_setup (GtkListView *view)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_return_if_fail (GTK_IS_LIST_VIEW (view));

  g_signal_connect (factory, "setup", G_CALLBACK (row_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (row_bind_cb), NULL);
  gtk_list_view_set_factory (view, factory);
}

void
dect_line_list_set (GtkListView *view, GtkStringList *lines)
{
  g_autoptr (GtkSelectionModel) selection = NULL;

  g_return_if_fail (GTK_IS_LIST_VIEW (view));
  g_return_if_fail (GTK_IS_STRING_LIST (lines));

  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (lines))));
  gtk_list_view_set_model (view, selection);
}

void
dect_line_list_add_problems (GtkStringList *lines, GPtrArray *problems)
{
  g_return_if_fail (GTK_IS_STRING_LIST (lines));

  for (guint i = 0; problems != NULL && i < MIN (problems->len, MAX_LINES); i++)
    {
      const DectOmmProblem *problem = problems->pdata[i];

      /* Translators: where in a file, and what is wrong there */
      gtk_string_list_take (lines, g_strdup_printf (_("Line %u, character %u: %s"), problem->line,
                                                    problem->column, problem->text));
    }
}

void
dect_line_list_add_changes (GtkStringList *lines, GPtrArray *changes)
{
  g_return_if_fail (GTK_IS_STRING_LIST (lines));

  for (guint i = 0; changes != NULL && i < MIN (changes->len, MAX_LINES); i++)
    gtk_string_list_take (lines, dect_change_entry_dup_text (changes->pdata[i]));
}
