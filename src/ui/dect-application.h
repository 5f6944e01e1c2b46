/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DectApplication:
 *
 * The program: one window per site, keys, About. Opens the files given on the command line.
 */
#define DECT_TYPE_APPLICATION (dect_application_get_type ())
G_DECLARE_FINAL_TYPE (DectApplication, dect_application, DECT, APPLICATION, AdwApplication)

DectApplication *dect_application_new (void);

/**
 * dect_ui_init:
 *
 * Makes the interface's own resources (templates, icons, style) known to GTK. The application calls it; a test that
 * builds widgets without an application calls it after gtk_test_init(). May be called again.
 */
void dect_ui_init (void);

G_END_DECLS
