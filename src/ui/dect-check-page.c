/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-check-page.h"

#include <glib/gi18n.h>

#include "check/dect-check.h"
#include "dect-accessible.h"
#include "dect-chain-summary.h"
#include "dect-fix-button.h"
#include "dect-text-label.h"

/* A finding as a list model wants it. */
#define DECT_TYPE_FINDING_ITEM (dect_finding_item_get_type ())
G_DECLARE_FINAL_TYPE (DectFindingItem, dect_finding_item, DECT, FINDING_ITEM, GObject)

struct _DectFindingItem
{
  GObject parent_instance;
  DectFinding *finding;
};

G_DEFINE_FINAL_TYPE (DectFindingItem, dect_finding_item, G_TYPE_OBJECT)

struct _DectCheckPage
{
  AdwBin parent_instance;
  GtkStack *stack;
  GtkListView *list;
  GtkLabel *summary;
  DectChainSummary *chain;
  GListStore *items;
  GPtrArray *rows; /* GtkListItem, those in use; not owned */
  DectDocument *document;
  DectFixer *fixer;
  gboolean narrow; /* what can be done stands below the words */
};

G_DEFINE_FINAL_TYPE (DectCheckPage, dect_check_page, ADW_TYPE_BIN)

/* Around what scrolls: as high as its contents are at this width, up to a height. GTK asks for the
 * height at the natural width and would cut lines that wrap. */
#define DECT_TYPE_SHORT_SCROLL (dect_short_scroll_get_type ())
G_DECLARE_FINAL_TYPE (DectShortScroll, dect_short_scroll, DECT, SHORT_SCROLL, AdwBin)

struct _DectShortScroll
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (DectShortScroll, dect_short_scroll, ADW_TYPE_BIN)

/* pixels */
#define SHORT_HEIGHT 330

static GtkSizeRequestMode
dect_short_scroll_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
dect_short_scroll_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  GtkWidget *scrolled = adw_bin_get_child (ADW_BIN (widget));
  int height;

  gtk_widget_measure (scrolled, orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  gtk_widget_measure (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scrolled)), orientation,
                      for_size, NULL, &height, NULL, NULL);
  *natural = MAX (*minimum, MIN (height, SHORT_HEIGHT));
}

static void
dect_short_scroll_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (adw_bin_get_child (ADW_BIN (widget)), width, height, baseline, NULL);
}

static void
dect_short_scroll_class_init (DectShortScrollClass *klass)
{
  GTK_WIDGET_CLASS (klass)->get_request_mode = dect_short_scroll_get_request_mode;
  GTK_WIDGET_CLASS (klass)->measure = dect_short_scroll_measure;
  GTK_WIDGET_CLASS (klass)->size_allocate = dect_short_scroll_size_allocate;
}

static void
dect_short_scroll_init (DectShortScroll *self)
{
  /* The bin's own would answer first. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
}

static void
dect_finding_item_finalize (GObject *object)
{
  g_clear_pointer (&DECT_FINDING_ITEM (object)->finding, dect_finding_unref);
  G_OBJECT_CLASS (dect_finding_item_parent_class)->finalize (object);
}

static void
dect_finding_item_class_init (DectFindingItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dect_finding_item_finalize;
}

static void
dect_finding_item_init (DectFindingItem *self)
{
}

/* --- Rows ----------------------------------------------------------------------------------------
 */

/* Leads to what the help has to say of the rule of a row. */
static GtkWidget *
explain_button_new (void)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("dect-help-symbolic");

  gtk_widget_set_tooltip_text (button, _("Explain"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  return button;
}

static void
explain_button_set_finding (GtkWidget *button, DectFinding *finding)
{
  g_autofree char *topic = g_strconcat ("checks#", dect_finding_get_rule (finding), NULL);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", topic);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "app.help");
  /* Many buttons are called Explain; this is the one for the finding. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Explain"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  dect_finding_get_text (finding), -1);
}

/* The parts of a row. */
static GtkWidget *
row_body (GtkWidget *row)
{
  return gtk_widget_get_last_child (row);
}

static GtkWidget *
row_explain (GtkWidget *row)
{
  return gtk_widget_get_last_child (gtk_widget_get_last_child (row_body (row)));
}

static DectFixButton *
row_fix (GtkWidget *row)
{
  return DECT_FIX_BUTTON (gtk_widget_get_first_child (gtk_widget_get_last_child (row_body (row))));
}

/* What can be done about the finding of a row, and where there is room for it. */
static void
update_row (DectCheckPage *self, GtkListItem *list_item)
{
  DectFindingItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *row = gtk_list_item_get_child (list_item);
  gboolean below;

  dect_fix_button_set_finding (row_fix (row), item->finding, self->fixer);
  below = self->narrow && gtk_widget_get_visible (GTK_WIDGET (row_fix (row)));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (row_body (row)),
                                  below ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
row_setup_cb (DectCheckPage *self, GtkListItem *list_item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new ();

  gtk_widget_add_css_class (row, "finding");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (texts), dect_text_label_new (NULL, NULL));
  gtk_box_append (GTK_BOX (texts), dect_text_label_new (NULL, "caption"));
  gtk_widget_add_css_class (gtk_widget_get_last_child (texts), "dim-label");
  gtk_box_append (GTK_BOX (buttons), dect_fix_button_new ());
  gtk_box_append (GTK_BOX (buttons), explain_button_new ());
  gtk_box_append (GTK_BOX (body), texts);
  gtk_box_append (GTK_BOX (body), buttons);
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), body);
  gtk_list_item_set_child (list_item, row);
}

static void
row_bind_cb (DectCheckPage *self, GtkListItem *list_item)
{
  DectFindingItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *row = gtk_list_item_get_child (list_item);
  GtkWidget *icon = gtk_widget_get_first_child (row);
  GtkWidget *texts = gtk_widget_get_first_child (row_body (row));
  gboolean error = dect_finding_get_severity (item->finding) == DECT_SEVERITY_ERROR;
  const DectRuleInfo *rule = dect_check_rule (dect_finding_get_rule (item->finding));
  g_autofree char *caption = g_strdup_printf ("%s · %s", rule != NULL ? _(rule->title) : "",
                                              dect_finding_get_rule (item->finding));

  gtk_image_set_from_icon_name (GTK_IMAGE (icon),
                                error ? "dialog-error-symbolic" : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (icon, error ? "warning" : "error");
  gtk_widget_add_css_class (icon, error ? "error" : "warning");
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  error ? _("Error") : _("Warning"), -1);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (texts)),
                      dect_finding_get_text (item->finding));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (texts)), caption);
  dect_accessible_name_row (row, dect_finding_get_text (item->finding));
  explain_button_set_finding (row_explain (row), item->finding);
  update_row (self, list_item);
  g_ptr_array_add (self->rows, list_item);
}

static void
row_unbind_cb (DectCheckPage *self, GtkListItem *list_item)
{
  GtkWidget *row = gtk_list_item_get_child (list_item);

  g_ptr_array_remove_fast (self->rows, list_item);
  dect_fix_button_set_finding (row_fix (row), NULL, NULL);
}

static void
activate_cb (DectCheckPage *self, guint position)
{
  g_autoptr (DectFindingItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);
  guint n;
  const guint32 *objects = dect_finding_get_objects (item->finding, &n);

  if (n == 0)
    return;
  if (objects[0] == DECT_SITE_ID)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.site-settings", NULL);
  else
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.show-object", "u", objects[0]);
      dect_document_select (self->document, objects, n);
    }
}

/* --- Following the analysis ----------------------------------------------------------------------
 */

static gboolean
same_finding (DectFindingItem *item, DectFinding *finding)
{
  return g_str_equal (dect_finding_get_rule (item->finding), dect_finding_get_rule (finding))
         && g_str_equal (dect_finding_get_text (item->finding), dect_finding_get_text (finding));
}

/* Replaces only what differs between a common start and a common end, so that the list stays where
 * the person reads. */
static void
take_findings (DectCheckPage *self, GPtrArray *findings)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (self->items)), start = 0, end = 0;
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  while (start < n_old && start < findings->len)
    {
      g_autoptr (DectFindingItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), start);

      if (!same_finding (item, g_ptr_array_index (findings, start)))
        break;
      start++;
    }
  while (end < n_old - start && end < findings->len - start)
    {
      g_autoptr (DectFindingItem) item
          = g_list_model_get_item (G_LIST_MODEL (self->items), n_old - 1 - end);

      if (!same_finding (item, g_ptr_array_index (findings, findings->len - 1 - end)))
        break;
      end++;
    }
  for (guint i = start; i < findings->len - end; i++)
    {
      DectFindingItem *item = g_object_new (DECT_TYPE_FINDING_ITEM, NULL);

      item->finding = dect_finding_ref (g_ptr_array_index (findings, i));
      g_ptr_array_add (added, item);
    }
  g_list_store_splice (self->items, start, n_old - start - end, added->pdata, added->len);
  /* The list keeps the rows that it shows in place: what came above them while it was out of sight
   * would stay unseen. */
  if (start == 0 && added->len > 0 && !gtk_widget_get_mapped (GTK_WIDGET (self->list)))
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);
}

static void
analysis_changed_cb (DectCheckPage *self)
{
  DectAnalysis *analysis
      = self->document != NULL ? dect_document_get_analysis (self->document) : NULL;
  guint n_errors, n_warnings;
  g_autofree char *errors = NULL, *warnings = NULL, *text = NULL;

  if (analysis == NULL)
    return;
  take_findings (self, analysis->findings);
  n_errors = dect_findings_count (analysis->findings, DECT_SEVERITY_ERROR);
  n_warnings = dect_findings_count (analysis->findings, DECT_SEVERITY_WARNING);
  errors = g_strdup_printf (ngettext ("%u error", "%u errors", n_errors), n_errors);
  warnings = g_strdup_printf (ngettext ("%u warning", "%u warnings", n_warnings), n_warnings);
  text = g_strdup_printf ("%s · %s", errors, warnings);
  gtk_label_set_text (self->summary, text);
  gtk_stack_set_visible_child_name (self->stack, analysis->findings->len > 0 ? "list" : "empty");
}

static void
dect_check_page_dispose (GObject *object)
{
  DectCheckPage *self = DECT_CHECK_PAGE (object);

  dect_check_page_set_document (self, NULL);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_CHECK_PAGE);
  g_clear_object (&self->items);
  g_clear_object (&self->fixer);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (dect_check_page_parent_class)->dispose (object);
}

static void
dect_check_page_class_init (DectCheckPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_check_page_dispose;
  g_type_ensure (DECT_TYPE_CHAIN_SUMMARY);
  g_type_ensure (DECT_TYPE_SHORT_SCROLL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-check-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DectCheckPage, stack);
  gtk_widget_class_bind_template_child (widget_class, DectCheckPage, list);
  gtk_widget_class_bind_template_child (widget_class, DectCheckPage, summary);
  gtk_widget_class_bind_template_child (widget_class, DectCheckPage, chain);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
dect_check_page_init (DectCheckPage *self)
{
  g_autoptr (GtkSelectionModel) selection = NULL;
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  self->items = g_list_store_new (DECT_TYPE_FINDING_ITEM);
  selection
      = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->items))));
  g_signal_connect_object (factory, "setup", G_CALLBACK (row_setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (row_bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (row_unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, selection);
  dect_accessible_name_list (GTK_WIDGET (self->list), _("Findings"));
}

void
dect_check_page_set_document (DectCheckPage *self, DectDocument *document)
{
  g_return_if_fail (DECT_IS_CHECK_PAGE (self));
  g_return_if_fail (document == NULL || DECT_IS_DOCUMENT (document));

  if (self->document == document)
    return;
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_func (self->document, analysis_changed_cb, self);
  g_set_object (&self->document, document);
  dect_chain_summary_set_document (self->chain, document);
  if (document == NULL)
    return;
  g_signal_connect_object (document, "notify::analysis", G_CALLBACK (analysis_changed_cb), self,
                           G_CONNECT_SWAPPED);
  analysis_changed_cb (self);
}

void
dect_check_page_set_fixer (DectCheckPage *self, DectFixer *fixer)
{
  g_return_if_fail (DECT_IS_CHECK_PAGE (self));
  g_return_if_fail (fixer == NULL || DECT_IS_FIXER (fixer));

  if (!g_set_object (&self->fixer, fixer))
    return;
  for (guint i = 0; i < self->rows->len; i++)
    update_row (self, self->rows->pdata[i]);
}

void
dect_check_page_set_narrow (DectCheckPage *self, gboolean narrow)
{
  g_return_if_fail (DECT_IS_CHECK_PAGE (self));

  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  for (guint i = 0; i < self->rows->len; i++)
    update_row (self, self->rows->pdata[i]);
}

const char *
dect_check_page_get_rule (DectCheckPage *self)
{
  GtkRoot *root;
  GtkWidget *focus;

  g_return_val_if_fail (DECT_IS_CHECK_PAGE (self), NULL);

  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  for (guint i = 0; i < self->rows->len && focus != NULL; i++)
    {
      GtkListItem *list_item = self->rows->pdata[i];
      DectFindingItem *item = gtk_list_item_get_item (list_item);
      GtkWidget *row = gtk_list_item_get_child (list_item);

      /* The list gives the focus to its own widget around the row. */
      if (focus == gtk_widget_get_parent (row) || gtk_widget_is_ancestor (focus, row))
        return dect_finding_get_rule (item->finding);
    }
  return NULL;
}
