/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DectAnswerFunc:
 * @answer: id of the answer the person gave; "cancel" when the dialog was closed
 * @user_data: data given
 */
typedef void (*DectAnswerFunc) (const char *answer,
                                gpointer    user_data);

/**
 * dect_dialog_connect_answer:
 * @dialog: a dialog
 * @callback: told the id of the answer
 * @user_data: for @callback
 * @destroy: (nullable): frees @user_data
 *
 * Has @callback told what the person answers.
 */
void dect_dialog_connect_answer (AdwMessageDialog *dialog,
                                 DectAnswerFunc    callback,
                                 gpointer          user_data,
                                 GDestroyNotify    destroy);

/**
 * dect_dialog_ask_save:
 * @parent: window that shall close
 * @title: name of the site
 * @callback: told "cancel", "discard" or "save"
 * @user_data: for @callback
 *
 * Asks what to do with unsaved changes.
 */
void dect_dialog_ask_save (GtkWindow     *parent,
                           const char    *title,
                           DectAnswerFunc callback,
                           gpointer       user_data);

/**
 * dect_dialog_ask_discard:
 * @parent: window
 * @heading: question
 * @body: what is lost
 * @accept: label of the button that does it, with mnemonic
 * @callback: told "cancel" or "discard"
 * @user_data: for @callback
 *
 * Asks before something is lost that no undo brings back.
 */
void dect_dialog_ask_discard (GtkWindow     *parent,
                              const char    *heading,
                              const char    *body,
                              const char    *accept,
                              DectAnswerFunc callback,
                              gpointer       user_data);

/**
 * dect_dialog_ask_text:
 * @parent: window
 * @heading: question
 * @label: name of the entry
 * @text: (nullable): what stands in it at first, selected
 * @accept: label of the button that takes it, with mnemonic
 * @callback: told the text, or %NULL when the dialog was closed
 * @user_data: for @callback
 * @destroy: (nullable): frees @user_data
 *
 * Asks for one line of text.
 */
void dect_dialog_ask_text (GtkWindow     *parent,
                           const char    *heading,
                           const char    *label,
                           const char    *text,
                           const char    *accept,
                           DectAnswerFunc callback,
                           gpointer       user_data,
                           GDestroyNotify destroy);

/** dect_dialog_present: shows @dialog above @parent (nullable), no wider and higher than that at first */
void dect_dialog_present (GtkWindow *dialog,
                          GtkWindow *parent);

/** dect_dialog_error: says what went wrong in words that stay until they are read; @detail is often an error's message */
void dect_dialog_error (GtkWindow  *parent,
                        const char *heading,
                        const char *detail);

/**
 * dect_toast:
 * @widget: a widget in a window with a toast overlay
 * @format: printf format of the news
 *
 * Small news that may be overlooked. One toast is shown at a time: the next takes its place.
 */
void dect_toast (GtkWidget  *widget,
                 const char *format,
                 ...) G_GNUC_PRINTF (2, 3);

/**
 * dect_toast_undo:
 *
 * As dect_toast(), with a button Undo (action win.undo) for the step that was committed last. The toast goes with the next step,
 * see dect_toast_settle(): its button never takes back anything else.
 */
void dect_toast_undo (GtkWidget  *widget,
                      const char *format,
                      ...) G_GNUC_PRINTF (2, 3);

/**
 * dect_toast_undo_or:
 * @widget: a widget in a window with a toast overlay
 * @label: label of a second button beside Undo, with mnemonic
 * @action: name of its action
 * @format: printf format of the news
 *
 * As dect_toast_undo(), with another way on; stays twice as long.
 */
void dect_toast_undo_or (GtkWidget  *widget,
                         const char *label,
                         const char *action,
                         const char *format,
                         ...) G_GNUC_PRINTF (4, 5);

/** dect_toast_get: Returns: (transfer none) (nullable): the toast that is shown in the window of @widget, or is about to be */
AdwToast *dect_toast_get (GtkWidget *widget);

/** dect_toast_settle: the plan was changed or is another: a toast that offers to take back the step before goes */
void dect_toast_settle (GtkWidget *widget);

/** dect_tooltip_set_text: as gtk_tooltip_set_text(), with long lines broken */
void dect_tooltip_set_text (GtkTooltip *tooltip,
                            const char *text);

G_END_DECLS
