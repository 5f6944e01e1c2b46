/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dect-check-page.h"
#include "dect-commission-page.h"
#include "dect-fixer.h"
#include "dect-guard.h"
#include "dect-handset-page.h"
#include "dect-page-bar.h"
#include "dect-plan-page.h"
#include "dect-rfp-page.h"
#include "dect-start-page.h"
#include "dect-status-line.h"
#include "dect-window.h"
#include "dect-wrap-box.h"

G_BEGIN_DECLS

struct _DectWindow
{
  AdwApplicationWindow parent_instance;

  DectDocument *document;
  DectFixer    *fixer;       /* of the document */
  DectGuard    *guard;       /* of its file */
  GCancellable *cancellable; /* of opening and saving */
  GFile        *opening;     /* what is being read, to be shown here */
  gboolean      closing;     /* close once saved */
  gboolean      saving;
  gint          width;       /* as allocated last */
  guint         header_source;

  GMenu              *recent_menu;
  AdwViewSwitcherTitle *switcher;
  DectPageBar        *page_bar;
  GtkWidget          *toasts;
  AdwViewStack       *pages;
  AdwViewStackPage   *checks;
  GtkStack           *stack;
  GtkWidget          *open_button;
  GtkWidget          *title_box;
  GtkLabel           *title_label;
  GtkLabel           *file_label;
  GtkWidget          *undo_button;
  GtkWidget          *redo_button;
  GtkMenuButton      *menu_button;
  GtkInfoBar         *trouble;
  GtkLabel           *trouble_label;
  GtkRevealer        *guard_bar;
  GtkLabel           *guard_label;
  DectWrapBox        *guard_buttons;
  DectStartPage      *start_page;
  DectPlanPage       *plan_page;
  DectRfpPage        *rfp_page;
  DectHandsetPage    *handset_page;
  DectCheckPage      *check_page;
  DectCommissionPage *commission_page;
  DectStatusLine     *status_line;
};

/** dect_window_install_actions: for class_init: the win.* actions */
void dect_window_install_actions (GtkWidgetClass *widget_class);

/** dect_window_install_paper_actions: the win.* actions of printing and tables; called by dect_window_install_actions() */
void dect_window_install_paper_actions (GtkWidgetClass *widget_class);

/** dect_window_install_fix_actions: the win.* actions of repairing the chain; called by dect_window_install_actions() */
void dect_window_install_fix_actions (GtkWidgetClass *widget_class);

/** dect_window_install_pbx_actions: the win.* actions that need the PBX; called by dect_window_install_actions() */
void dect_window_install_pbx_actions (GtkWidgetClass *widget_class);

/** dect_window_install_help_actions: win.help: the help on what is shown; called by dect_window_install_actions() */
void dect_window_install_help_actions (GtkWidgetClass *widget_class);

/** dect_window_install_guard_actions: the win.* actions of a file that others have or changed; called by dect_window_install_actions() */
void dect_window_install_guard_actions (GtkWidgetClass *widget_class);

/** dect_window_guard_document: the document's file is watched from now on */
void dect_window_guard_document (DectWindow *self);

/** dect_window_offer_repair: opening @file failed by @error; says what can be read of it, where that is something, and opens it */
void dect_window_offer_repair (DectWindow   *self,
                               GFile        *file,
                               const GError *error);

/** dect_window_compare: shows in what the file on the disk differs from what is in the window */
void dect_window_compare (DectWindow *self);

/** dect_window_add_drop: for init: files may be dropped anywhere on the window */
void dect_window_add_drop (DectWindow *self);

/** dect_window_take_fixer: repairs are of the document from now on */
void dect_window_take_fixer (DectWindow *self);

/** dect_window_update_paper_actions: which of them can be used now */
void dect_window_update_paper_actions (DectWindow *self);

/** dect_window_update_actions: which of them can be used now, and what undo and redo would do */
void dect_window_update_actions (DectWindow *self);

/** dect_window_save: writes the site; asks for a name where it has none, or @as is set */
void dect_window_save (DectWindow *self,
                       gboolean    as);

G_END_DECLS
