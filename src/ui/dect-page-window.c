/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-page-window.h"

#include <glib/gi18n.h>
#include <string.h>

/* What the narrowest screen has, pixels; design.md. */
#define LEAST_WIDTH 360

typedef struct
{
  GtkBox *box;
  GtkWidget *search_button;
  GtkSearchBar *search_bar;
  GtkWidget *page;
} DectPageWindowPrivate;

enum
{
  PROP_0,
  PROP_SEARCH_ENABLED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static GtkBuildableIface *parent_buildable;

static void buildable_init (GtkBuildableIface *iface);

G_DEFINE_TYPE_WITH_CODE (DectPageWindow,
                         dect_page_window,
                         ADW_TYPE_WINDOW,
                         G_ADD_PRIVATE (DectPageWindow)
                             G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static void
dect_page_window_add_child (GtkBuildable *buildable,
                            GtkBuilder *builder,
                            GObject *child,
                            const char *type)
{
  if (ADW_IS_PREFERENCES_PAGE (child))
    dect_page_window_take_page (DECT_PAGE_WINDOW (buildable), ADW_PREFERENCES_PAGE (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = dect_page_window_add_child;
}

/* --- Search --------------------------------------------------------------------------------------
 */

static gboolean
row_fits (AdwPreferencesRow *row, const char *folded)
{
  g_autofree char *title = g_utf8_casefold (adw_preferences_row_get_title (row), -1);

  return strstr (title, folded) != NULL;
}

/* Returns how many rows below a widget are shown; a group without one is not. */
static guint
show_fitting (GtkWidget *widget, const char *folded)
{
  guint n = 0;

  if (ADW_IS_PREFERENCES_ROW (widget))
    {
      gboolean fits = row_fits (ADW_PREFERENCES_ROW (widget), folded);

      gtk_widget_set_visible (widget, fits);
      return fits;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += show_fitting (child, folded);
  if (ADW_IS_PREFERENCES_GROUP (widget))
    gtk_widget_set_visible (widget, n > 0);
  return n;
}

static void
search_changed_cb (DectPageWindow *self, GtkEditable *entry)
{
  dect_page_window_search (self, gtk_editable_get_text (entry));
}

static GtkWidget *
make_search_bar (DectPageWindow *self)
{
  GtkWidget *bar = gtk_search_bar_new ();
  GtkWidget *entry = gtk_search_entry_new ();

  gtk_widget_set_hexpand (entry, TRUE);
  g_object_set (entry, "placeholder-text", _("Search"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Search"), -1);
  g_signal_connect_object (entry, "search-changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_search_bar_set_child (GTK_SEARCH_BAR (bar), entry);
  gtk_search_bar_connect_entry (GTK_SEARCH_BAR (bar), GTK_EDITABLE (entry));
  return bar;
}

/* --- Widget --------------------------------------------------------------------------------------
 */

static void
dect_page_window_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  DectPageWindowPrivate *priv = dect_page_window_get_instance_private (DECT_PAGE_WINDOW (object));

  if (prop_id == PROP_SEARCH_ENABLED)
    g_value_set_boolean (value, gtk_widget_get_visible (priv->search_button));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
set_search_enabled (DectPageWindow *self, gboolean enabled)
{
  DectPageWindowPrivate *priv = dect_page_window_get_instance_private (self);

  gtk_widget_set_visible (priv->search_button, enabled);
  /* Typing begins a search. */
  gtk_search_bar_set_key_capture_widget (priv->search_bar, enabled ? GTK_WIDGET (self) : NULL);
}

static void
dect_page_window_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  if (prop_id == PROP_SEARCH_ENABLED)
    set_search_enabled (DECT_PAGE_WINDOW (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
dect_page_window_class_init (DectPageWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = dect_page_window_get_property;
  object_class->set_property = dect_page_window_set_property;
  properties[PROP_SEARCH_ENABLED] = g_param_spec_boolean (
      "search-enabled", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
dect_page_window_init (DectPageWindow *self)
{
  DectPageWindowPrivate *priv = dect_page_window_get_instance_private (self);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *bar = make_search_bar (self);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  priv->search_bar = GTK_SEARCH_BAR (bar);
  priv->search_button = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (priv->search_button), "system-search-symbolic");
  gtk_widget_set_tooltip_text (priv->search_button, _("Search"));
  gtk_widget_set_visible (priv->search_button, FALSE);
  g_object_bind_property (bar, "search-mode-enabled", priv->search_button, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), priv->search_button);
  priv->box = GTK_BOX (box);
  gtk_box_append (priv->box, header);
  gtk_box_append (priv->box, bar);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_widget_set_size_request (GTK_WIDGET (self), LEAST_WIDTH, -1);
}

/* --- Public --------------------------------------------------------------------------------------
 */

GtkWindow *
dect_page_window_new (void)
{
  return g_object_new (DECT_TYPE_PAGE_WINDOW, NULL);
}

void
dect_page_window_take_page (DectPageWindow *self, AdwPreferencesPage *page)
{
  DectPageWindowPrivate *priv;

  g_return_if_fail (DECT_IS_PAGE_WINDOW (self));
  g_return_if_fail (ADW_IS_PREFERENCES_PAGE (page));

  priv = dect_page_window_get_instance_private (self);
  g_return_if_fail (priv->page == NULL);

  priv->page = GTK_WIDGET (page);
  gtk_widget_set_vexpand (priv->page, TRUE);
  gtk_box_append (priv->box, priv->page);
}

void
dect_page_window_search (DectPageWindow *self, const char *text)
{
  DectPageWindowPrivate *priv;
  g_autofree char *folded = NULL;

  g_return_if_fail (DECT_IS_PAGE_WINDOW (self));
  g_return_if_fail (text != NULL);

  priv = dect_page_window_get_instance_private (self);
  folded = g_utf8_casefold (text, -1);
  if (priv->page != NULL)
    show_fitting (priv->page, folded);
}
