/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-page-bar.h"

struct _DectPageBar
{
  AdwBin parent_instance;
  AdwSqueezer *forms; /* the same tabs with all words, and with that of the chosen page */
};

G_DEFINE_FINAL_TYPE (DectPageBar, dect_page_bar, ADW_TYPE_BIN)

/* --- One tab -------------------------------------------------------------------------------------
 */

static void
toggled_cb (GtkToggleButton *button, AdwViewStackPage *page)
{
  AdwViewStack *stack = g_object_get_data (G_OBJECT (button), "dect-stack");

  gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_SELECTED,
                               gtk_toggle_button_get_active (button), -1);
  if (gtk_toggle_button_get_active (button))
    adw_view_stack_set_visible_child (stack, adw_view_stack_page_get_child (page));
}

static void
chosen_cb (AdwViewStack *stack, GParamSpec *pspec, GtkToggleButton *button)
{
  AdwViewStackPage *page = g_object_get_data (G_OBJECT (button), "dect-page");

  if (adw_view_stack_get_visible_child (stack) == adw_view_stack_page_get_child (page))
    gtk_toggle_button_set_active (button, TRUE);
}

static void
badge_cb (AdwViewStackPage *page, GParamSpec *pspec, GtkLabel *badge)
{
  guint n = adw_view_stack_page_get_badge_number (page);
  g_autofree char *text = n > 999 ? g_strdup ("999+") : g_strdup_printf ("%u", n);

  gtk_label_set_text (badge, text);
  gtk_widget_set_visible (GTK_WIDGET (badge), n > 0);
}

static GtkWidget *
tab_content_new (AdwViewStackPage *page, GtkWidget *label)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *icon = gtk_image_new_from_icon_name (adw_view_stack_page_get_icon_name (page));
  GtkWidget *badge = gtk_label_new (NULL);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (badge, "badge");
  gtk_widget_set_halign (badge, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (badge, GTK_ALIGN_START);
  g_signal_connect_object (page, "notify::badge-number", G_CALLBACK (badge_cb), badge, 0);
  badge_cb (page, NULL, GTK_LABEL (badge));
  gtk_overlay_set_child (GTK_OVERLAY (overlay), box);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), badge);
  return overlay;
}

static GtkWidget *
tab_new (AdwViewStack *stack, AdwViewStackPage *page, GtkToggleButton *group, gboolean words)
{
  GtkWidget *button
      = g_object_new (GTK_TYPE_TOGGLE_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_TAB, NULL);
  const char *title = adw_view_stack_page_get_title (page);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_ellipsize (GTK_LABEL (label), words ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  if (!words)
    {
      g_object_bind_property (button, "active", label, "visible", G_BINDING_SYNC_CREATE);
      gtk_widget_set_tooltip_text (button, title);
    }
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), group);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_add_css_class (button, "flat");
  gtk_button_set_child (GTK_BUTTON (button), tab_content_new (page, label));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  g_object_set_data (G_OBJECT (button), "dect-stack", stack);
  g_object_set_data (G_OBJECT (button), "dect-page", page);
  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), page, 0);
  g_signal_connect_object (stack, "notify::visible-child", G_CALLBACK (chosen_cb), button, 0);
  toggled_cb (GTK_TOGGLE_BUTTON (button), page);
  chosen_cb (stack, NULL, GTK_TOGGLE_BUTTON (button));
  return button;
}

/* --- Widget --------------------------------------------------------------------------------------
 */

static void
dect_page_bar_class_init (DectPageBarClass *klass)
{
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "pagebar");
}

static void
dect_page_bar_init (DectPageBar *self)
{
  self->forms = ADW_SQUEEZER (adw_squeezer_new ());
  adw_squeezer_set_homogeneous (self->forms, FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->forms));
}

void
dect_page_bar_set_stack (DectPageBar *self, AdwViewStack *stack)
{
  g_autoptr (GtkSelectionModel) pages = NULL;

  g_return_if_fail (DECT_IS_PAGE_BAR (self));
  g_return_if_fail (ADW_IS_VIEW_STACK (stack));

  pages = adw_view_stack_get_pages (stack);
  for (guint form = 0; form < 2; form++)
    {
      GtkWidget *box = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_TAB_LIST,
                                     "spacing", 2, NULL);
      GtkToggleButton *group = NULL;

      for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++)
        {
          g_autoptr (AdwViewStackPage) page = g_list_model_get_item (G_LIST_MODEL (pages), i);
          GtkWidget *tab = tab_new (stack, page, group, form == 0);

          if (group == NULL)
            group = GTK_TOGGLE_BUTTON (tab);
          gtk_box_append (GTK_BOX (box), tab);
        }
      adw_squeezer_add (self->forms, box);
    }
}
