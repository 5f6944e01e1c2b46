/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-start-page.h"

#include "dect-recent.h"

struct _DectStartPage
{
  AdwBin parent_instance;
  GtkListBox *recent_list;
};

G_DEFINE_FINAL_TYPE (DectStartPage, dect_start_page, ADW_TYPE_BIN)

static void
add_recent (DectStartPage *self, GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *title = g_markup_escape_text (name, -1);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *path = folder != NULL ? g_file_get_parse_name (folder) : NULL;
  g_autofree char *subtitle = path != NULL ? g_markup_escape_text (path, -1) : NULL;
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", uri);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-uri");
  gtk_list_box_append (self->recent_list, row);
}

static void
dect_start_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DECT_TYPE_START_PAGE);
  G_OBJECT_CLASS (dect_start_page_parent_class)->dispose (object);
}

static void
dect_start_page_class_init (DectStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_start_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DectStartPage, recent_list);
}

static void
dect_start_page_init (DectStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  dect_start_page_update (self);
}

void
dect_start_page_update (DectStartPage *self)
{
  g_autoptr (GPtrArray) files = NULL;
  GtkListBoxRow *row;

  g_return_if_fail (DECT_IS_START_PAGE (self));

  files = dect_recent_list (5);
  while ((row = gtk_list_box_get_row_at_index (self->recent_list, 0)) != NULL)
    gtk_list_box_remove (self->recent_list, GTK_WIDGET (row));
  for (guint i = 0; i < files->len; i++)
    add_recent (self, files->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->recent_list), files->len > 0);
}
