/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "dect-application.h"
#include "dect-dialogs.h"
#include "dect-field-cell.h"
#include "dect-recent.h"
#include "dect-window-private.h"

G_DEFINE_FINAL_TYPE (DectWindow, dect_window, ADW_TYPE_APPLICATION_WINDOW)

/* Widths from which Open and the site's name stand in the header, pixels. */
#define OPEN_WIDTH 640
#define TITLE_WIDTH 1100

enum
{
  PROP_0,
  PROP_DOCUMENT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* Where there is little room, the name of the site or its file is cut: whole on hovering. Above the
 * tabs there is none. */
static void
update_title_tooltip (DectWindow *self)
{
  g_autofree char *text = NULL;

  if (self->document != NULL)
    text = g_strdup_printf ("%s\n%s", adw_view_switcher_title_get_title (self->switcher),
                            adw_view_switcher_title_get_subtitle (self->switcher));
  gtk_widget_set_tooltip_text (self->title_box, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->switcher),
                               adw_view_switcher_title_get_title_visible (self->switcher) ? text
                                                                                          : NULL);
}

static void
update_title (DectWindow *self)
{
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;
  const char *site;
  GFile *file;

  if (self->document == NULL)
    {
      gtk_window_set_title (GTK_WINDOW (self), _("Handover"));
      adw_view_switcher_title_set_title (self->switcher, _("Handover"));
      adw_view_switcher_title_set_subtitle (self->switcher, NULL);
      update_title_tooltip (self);
      return;
    }
  site = dect_document_get_title (self->document);
  file = dect_document_get_file (self->document);
  name = file != NULL ? g_file_get_basename (file) : g_strdup (_("not saved yet"));
  title = g_strdup_printf ("%s%s – %s", dect_document_get_modified (self->document) ? "• " : "",
                           site, name);
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_view_switcher_title_set_title (self->switcher, site);
  adw_view_switcher_title_set_subtitle (self->switcher, name);
  gtk_label_set_text (self->title_label, site);
  gtk_label_set_text (self->file_label, name);
  update_title_tooltip (self);
}

/* The number of errors and warnings on the Checks tab. */
static void
update_badge (DectWindow *self)
{
  DectAnalysis *analysis
      = self->document != NULL ? dect_document_get_analysis (self->document) : NULL;
  guint n = analysis != NULL ? analysis->findings->len : 0;

  adw_view_stack_page_set_badge_number (self->checks, n);
  adw_view_stack_page_set_needs_attention (self->checks, n > 0);
}

/* What stands beside the switcher goes by the window's width alone: it takes room from the
 * switcher, so going by the switcher's own state would swing back and forth. */
static void
update_header (DectWindow *self)
{
  gboolean has_site = self->document != NULL;
  gboolean narrow = adw_view_switcher_title_get_title_visible (self->switcher);

  gtk_widget_set_visible (self->open_button, self->width >= OPEN_WIDTH);
  gtk_widget_set_visible (self->title_box, has_site && self->width >= TITLE_WIDTH);
  gtk_widget_set_visible (self->undo_button, has_site);
  gtk_widget_set_visible (self->redo_button, has_site);
  adw_view_switcher_title_set_view_switcher_enabled (self->switcher, has_site);
  gtk_widget_set_visible (GTK_WIDGET (self->page_bar), has_site && narrow);
  update_title_tooltip (self);
  dect_check_page_set_narrow (self->check_page, narrow);
  if (narrow)
    gtk_widget_add_css_class (self->toasts, "narrow");
  else
    gtk_widget_remove_css_class (self->toasts, "narrow");
}

static gboolean
update_header_later (gpointer user_data)
{
  DectWindow *self = user_data;

  self->header_source = 0;
  update_header (self);
  return G_SOURCE_REMOVE;
}

static void
dect_window_size_allocate (GtkWidget *widget, gint width, gint height, gint baseline)
{
  DectWindow *self = DECT_WINDOW (widget);

  if (self->width != width && self->header_source == 0)
    self->header_source = g_idle_add (update_header_later, self);
  self->width = width;
  GTK_WIDGET_CLASS (dect_window_parent_class)->size_allocate (widget, width, height, baseline);
}

static void
fill_recent (DectWindow *self)
{
  g_autoptr (GPtrArray) sites = dect_recent_list (8);

  g_menu_remove_all (self->recent_menu);
  for (guint i = 0; i < sites->len; i++)
    {
      const DectRecentSite *site = sites->pdata[i];
      g_autofree char *uri = g_file_get_uri (site->file);
      g_autofree char *name = g_file_get_basename (site->file);
      g_autoptr (GMenuItem) item = g_menu_item_new (name, NULL);

      if (site->gone)
        continue;
      g_menu_item_set_action_and_target (item, "win.open-uri", "s", uri);
      g_menu_append_item (self->recent_menu, item);
    }
}

/* Files come and go while another window is used. */
static void
active_cb (DectWindow *self)
{
  if (!gtk_window_is_active (GTK_WINDOW (self)))
    return;
  if (self->document == NULL)
    dect_start_page_update (self->start_page);
  else if (self->guard != NULL)
    dect_guard_look (self->guard);
}

static void
trouble_response_cb (GtkInfoBar *bar, gint response)
{
  gtk_info_bar_set_revealed (bar, FALSE);
}

static void
destroy_cb (gpointer user_data)
{
  g_autoptr (GtkWindow) window = user_data;

  gtk_window_destroy (window);
}

static void
asked_save_cb (const char *answer, gpointer user_data)
{
  DectWindow *self = user_data;

  /* Not at once: the dialog that asked still refers to the window above which it stands. */
  if (g_str_equal (answer, "discard"))
    {
      dect_autosave_discard (dect_document_get_autosave (self->document));
      g_idle_add_once (destroy_cb, g_object_ref (self));
    }
  else if (g_str_equal (answer, "save"))
    {
      self->closing = TRUE;
      dect_window_save (self, FALSE);
    }
}

static gboolean
dect_window_close_request (GtkWindow *window)
{
  DectWindow *self = DECT_WINDOW (window);

  dect_field_cell_commit_focused (GTK_ROOT (self));
  if (self->document == NULL || !dect_document_get_modified (self->document))
    return GTK_WINDOW_CLASS (dect_window_parent_class)->close_request (window);

  dect_dialog_ask_save (window, dect_document_get_title (self->document), asked_save_cb, self);
  return TRUE;
}

static void
dect_window_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_DOCUMENT)
    g_value_set_object (value, DECT_WINDOW (object)->document);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
dect_window_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_DOCUMENT)
    dect_window_set_document (DECT_WINDOW (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
dect_window_dispose (GObject *object)
{
  DectWindow *self = DECT_WINDOW (object);

  /* What is being read for its parts holds them, and would go on without anybody who waits for it.
   */
  if (self->plan_page != NULL)
    dect_plan_page_set_document (self->plan_page, NULL);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->header_source, g_source_remove);
  g_clear_object (&self->opening);
  g_clear_object (&self->fixer);
  g_clear_object (&self->guard);
  g_clear_object (&self->document);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_WINDOW);
  G_OBJECT_CLASS (dect_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DectWindow, recent_menu);
  gtk_widget_class_bind_template_child (widget_class, DectWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, DectWindow, page_bar);
  gtk_widget_class_bind_template_child (widget_class, DectWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, DectWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, DectWindow, checks);
  gtk_widget_class_bind_template_child (widget_class, DectWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, DectWindow, open_button);
  gtk_widget_class_bind_template_child (widget_class, DectWindow, title_box);
  gtk_widget_class_bind_template_child (widget_class, DectWindow, title_label);
  gtk_widget_class_bind_template_child (widget_class, DectWindow, file_label);
  gtk_widget_class_bind_template_child (widget_class, DectWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, DectWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, DectWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, DectWindow, trouble);
  gtk_widget_class_bind_template_child (widget_class, DectWindow, trouble_label);
  gtk_widget_class_bind_template_child (widget_class, DectWindow, guard_bar);
  gtk_widget_class_bind_template_child (widget_class, DectWindow, guard_label);
  gtk_widget_class_bind_template_child (widget_class, DectWindow, guard_buttons);
  gtk_widget_class_bind_template_child (widget_class, DectWindow, start_page);
  gtk_widget_class_bind_template_child (widget_class, DectWindow, plan_page);
  gtk_widget_class_bind_template_child (widget_class, DectWindow, rfp_page);
  gtk_widget_class_bind_template_child (widget_class, DectWindow, handset_page);
  gtk_widget_class_bind_template_child (widget_class, DectWindow, check_page);
  gtk_widget_class_bind_template_child (widget_class, DectWindow, commission_page);
  gtk_widget_class_bind_template_child (widget_class, DectWindow, status_line);
}

static void
dect_window_class_init (DectWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = dect_window_get_property;
  object_class->set_property = dect_window_set_property;
  object_class->dispose = dect_window_dispose;
  widget_class->size_allocate = dect_window_size_allocate;
  GTK_WINDOW_CLASS (klass)->close_request = dect_window_close_request;

  properties[PROP_DOCUMENT]
      = g_param_spec_object ("document", NULL, NULL, DECT_TYPE_DOCUMENT,
                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (DECT_TYPE_START_PAGE);
  g_type_ensure (DECT_TYPE_PLAN_PAGE);
  g_type_ensure (DECT_TYPE_RFP_PAGE);
  g_type_ensure (DECT_TYPE_HANDSET_PAGE);
  g_type_ensure (DECT_TYPE_CHECK_PAGE);
  g_type_ensure (DECT_TYPE_COMMISSION_PAGE);
  g_type_ensure (DECT_TYPE_PAGE_BAR);
  g_type_ensure (DECT_TYPE_STATUS_LINE);
  g_type_ensure (DECT_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-window.ui");
  bind_children (widget_class);
  dect_window_install_actions (widget_class);
}

static void
dect_window_init (DectWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  dect_page_bar_set_stack (self->page_bar, self->pages);
  g_signal_connect_object (self->switcher, "notify::title-visible", G_CALLBACK (update_header),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect (self->trouble, "response", G_CALLBACK (trouble_response_cb), NULL);
  g_signal_connect_object (gtk_recent_manager_get_default (), "changed", G_CALLBACK (fill_recent),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "notify::is-active", G_CALLBACK (active_cb), self, 0);
  dect_window_add_drop (self);
  self->width = TITLE_WIDTH;
  fill_recent (self);
  update_title (self);
  update_header (self);
  dect_window_update_actions (self);
}

/* --- Public --------------------------------------------------------------------------------------
 */

DectWindow *
dect_window_new (GtkApplication *application)
{
  return g_object_new (DECT_TYPE_WINDOW, "application", application, NULL);
}

DectDocument *
dect_window_get_document (DectWindow *self)
{
  g_return_val_if_fail (DECT_IS_WINDOW (self), NULL);

  return self->document;
}

static void
history_cb (DectWindow *self)
{
  dect_toast_settle (GTK_WIDGET (self->stack));
  dect_window_update_actions (self);
}

/* Said until it is over: what is on the screen is in danger. */
static void
draft_problem_cb (DectWindow *self)
{
  const char *problem = dect_autosave_get_problem (dect_document_get_autosave (self->document));
  g_autofree char *words
      = problem != NULL ? g_strdup_printf (_("No draft can be kept of your changes: %s Save the "
                                              "site, best in another place."),
                                           problem)
                        : NULL;

  dect_window_say (self, words);
}

static void
connect_document (DectWindow *self)
{
  DectHistory *history = dect_document_get_history (self->document);

  g_signal_connect_object (self->document, "notify::title", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "notify::file", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "notify::modified", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "notify::modified",
                           G_CALLBACK (dect_window_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "notify::analysis", G_CALLBACK (update_badge), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dect_document_get_autosave (self->document), "notify::problem",
                           G_CALLBACK (draft_problem_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (history, "changed", G_CALLBACK (history_cb), self, G_CONNECT_SWAPPED);
}

void
dect_window_set_document (DectWindow *self, DectDocument *document)
{
  g_return_if_fail (DECT_IS_WINDOW (self));
  g_return_if_fail (document == NULL || DECT_IS_DOCUMENT (document));

  if (self->document == document)
    return;
  if (self->document != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->document, self);
      g_signal_handlers_disconnect_by_data (dect_document_get_autosave (self->document), self);
      g_signal_handlers_disconnect_by_data (dect_document_get_history (self->document), self);
    }
  g_set_object (&self->document, document);
  if (document != NULL)
    connect_document (self);
  dect_toast_settle (GTK_WIDGET (self->stack));
  dect_plan_page_set_document (self->plan_page, document);
  dect_rfp_page_set_document (self->rfp_page, document);
  dect_handset_page_set_document (self->handset_page, document);
  dect_check_page_set_document (self->check_page, document);
  dect_window_take_fixer (self);
  dect_window_guard_document (self);
  dect_commission_page_set_document (self->commission_page, document);
  dect_status_line_set_document (self->status_line, document);
  gtk_stack_set_visible_child_name (self->stack, document != NULL ? "site" : "start");
  adw_view_stack_set_visible_child_name (self->pages, "plan");
  update_title (self);
  update_badge (self);
  update_header (self);
  dect_window_update_actions (self);
  if (document != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->plan_page));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOCUMENT]);
}

void
dect_window_say (DectWindow *self, const char *words)
{
  g_return_if_fail (DECT_IS_WINDOW (self));

  if (words != NULL)
    gtk_label_set_text (self->trouble_label, words);
  gtk_info_bar_set_revealed (self->trouble, words != NULL);
}
