/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-start-page.h"

#include <glib/gi18n.h>

#include "dect-recent.h"
#include "dect-thumbnail.h"
#include "model/dect-locale.h"

#define N_SITES 8

struct _DectStartPage
{
  AdwBin parent_instance;
  GtkWidget *status_page;
  GtkWidget *recent_group;
  GtkListBox *recent_list;
};

G_DEFINE_FINAL_TYPE (DectStartPage, dect_start_page, ADW_TYPE_BIN)

/* --- A site of the list --------------------------------------------------------------------------
 */

/* "Acme · 12 base stations · 26 November 2026", or where it was. */
static char *
describe (const DectRecentSite *site)
{
  g_autofree char *path = g_file_get_parse_name (site->file);
  g_autofree char *rfps = NULL;
  g_autofree char *when = NULL;
  g_autoptr (GDateTime) changed = NULL;

  if (site->gone)
    return g_strdup_printf (_("The file is gone: %s"), path);
  if (site->name == NULL && site->changed == 0)
    return g_steal_pointer (&path);
  rfps = g_strdup_printf (ngettext ("%u base station", "%u base stations", site->n_rfps),
                          site->n_rfps);
  changed = site->changed > 0 ? g_date_time_new_from_unix_local (site->changed) : NULL;
  /* Translators: a date in full, for g_date_time_format(): "26 November 2026" */
  when = changed != NULL ? dect_locale_format_date (changed, _("%-d %B %Y")) : NULL;
  return g_strjoin (" · ", rfps, when != NULL ? when : site->customer,
                    when != NULL ? site->customer : NULL, NULL);
}

static void
remove_cb (GtkButton *button, DectStartPage *self)
{
  GFile *file = g_object_get_data (G_OBJECT (button), "dect-file");
  g_autoptr (GFile) kept = g_object_ref (file);

  dect_recent_remove (kept);
  dect_start_page_update (self);
}

static GtkWidget *
make_remove_button (DectStartPage *self, const DectRecentSite *site, const char *title)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *label = g_strdup_printf (_("Remove %s from the list; its file stays"), title);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "dect-file", g_object_ref (site->file),
                          g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, 0);
  return button;
}

/* Decoration: the name says what it is. */
static GtkWidget *
make_picture (const DectRecentSite *site)
{
  GtkWidget *picture;

  if (site->thumbnail == NULL)
    {
      picture = gtk_image_new_from_icon_name ("dect-plan-symbolic");
      gtk_image_set_pixel_size (GTK_IMAGE (picture), 32);
      gtk_widget_add_css_class (picture, "dim-label");
    }
  else
    {
      picture = gtk_picture_new_for_filename (site->thumbnail);
      gtk_picture_set_can_shrink (GTK_PICTURE (picture), TRUE);
      gtk_widget_set_halign (picture, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (picture, "thumbnail");
    }
  gtk_widget_set_size_request (picture, DECT_THUMBNAIL_WIDTH / 2, DECT_THUMBNAIL_HEIGHT / 2);
  gtk_widget_set_valign (picture, GTK_ALIGN_CENTER);
  return picture;
}

static void
add_recent (DectStartPage *self, const DectRecentSite *site)
{
  g_autofree char *uri = g_file_get_uri (site->file);
  g_autofree char *base = g_file_get_basename (site->file);
  g_autofree char *words = describe (site);
  g_autofree char *path = g_file_get_parse_name (site->file);
  const char *name = site->name != NULL ? site->name : base;
  g_autofree char *title = g_markup_escape_text (name, -1);
  g_autofree char *subtitle = g_markup_escape_text (words, -1);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), make_picture (site));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_remove_button (self, site, name));
  gtk_widget_set_tooltip_text (row, path);
  if (site->gone)
    {
      gtk_widget_add_css_class (row, "gone");
      gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_DISABLED, TRUE, -1);
    }
  else
    {
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", uri);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-uri");
    }
  gtk_list_box_append (self->recent_list, row);
}

/* --- Widget --------------------------------------------------------------------------------------
 */

static void
dect_start_page_dispose (GObject *object)
{
  /* GTK 4.8 would unparent the bound child behind the bin. */
  adw_bin_set_child (ADW_BIN (object), NULL);
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
  gtk_widget_class_bind_template_child (widget_class, DectStartPage, status_page);
  gtk_widget_class_bind_template_child (widget_class, DectStartPage, recent_group);
  gtk_widget_class_bind_template_child (widget_class, DectStartPage, recent_list);
}

static void
dect_start_page_init (DectStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_recent_manager_get_default (), "changed",
                           G_CALLBACK (dect_start_page_update), self, G_CONNECT_SWAPPED);
  dect_start_page_update (self);
}

void
dect_start_page_update (DectStartPage *self)
{
  g_autoptr (GPtrArray) sites = NULL;
  GtkListBoxRow *row;

  g_return_if_fail (DECT_IS_START_PAGE (self));

  sites = dect_recent_list (N_SITES);
  while ((row = gtk_list_box_get_row_at_index (self->recent_list, 0)) != NULL)
    gtk_list_box_remove (self->recent_list, GTK_WIDGET (row));
  for (guint i = 0; i < sites->len; i++)
    add_recent (self, sites->pdata[i]);
  gtk_widget_set_visible (self->recent_group, sites->len > 0);
  if (sites->len > 0)
    gtk_widget_add_css_class (self->status_page, "compact");
  else
    gtk_widget_remove_css_class (self->status_page, "compact");
}
