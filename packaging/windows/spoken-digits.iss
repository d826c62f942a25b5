; The Windows installer, for Inno Setup 6: iscc /DVersion=1.2.3 packaging\windows\spoken-digits.iss
; It packs the folder that `make package` leaves in dist\ and needs no administrator rights.
; To sign, define a sign tool in the settings of Inno Setup and run: iscc /DSigned /Ssigntool="..." ...

#ifndef Version
  #error Set the version: /DVersion=1.2.3
#endif

[Setup]
AppId={{5F0B4D0E-6B39-4C0C-9F37-8C2D4B6C7A10}
AppName=Spoken Digits
AppVersion={#Version}
AppVerName=Spoken Digits {#Version}
AppPublisher=Spoken Digits contributors
DefaultDirName={autopf}\Spoken Digits
DefaultGroupName=Spoken Digits
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
; Qt 6, and WASAPI in shared mode for PortAudio.
MinVersion=10.0.17763
LicenseFile=..\..\LICENSE
OutputDir=..\..\dist
OutputBaseFilename=spoken-digits-{#Version}-windows-x64
SetupIconFile=..\..\build\package\frozen\work\spoken-digits\spoken-digits.ico
UninstallDisplayIcon={app}\Spoken Digits.exe
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
ChangesEnvironment=yes
CloseApplications=yes
#ifdef Signed
SignTool=signtool
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked
Name: "path"; Description: "spoken-digits in the terminal (PATH)"; Flags: unchecked

[InstallDelete]
; Files of an older version must not remain. Settings and profiles are in
; %LOCALAPPDATA%\spoken-digits, which neither the installer nor the uninstaller changes.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\..\dist\spoken-digits\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs

[Icons]
Name: "{autoprograms}\Spoken Digits"; Filename: "{app}\Spoken Digits.exe"
Name: "{autodesktop}\Spoken Digits"; Filename: "{app}\Spoken Digits.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "{code:EnvironmentKey}"; ValueType: expandsz; ValueName: "Path"; \
    ValueData: "{olddata};{app}"; Tasks: path; Check: IsNotOnPath

[Run]
Filename: "{app}\Spoken Digits.exe"; Description: "{cm:LaunchProgram,Spoken Digits}"; \
    Flags: nowait postinstall skipifsilent

[Code]
function EnvironmentKey(Unused: String): String;
begin
  if IsAdminInstallMode then
    Result := 'SYSTEM\CurrentControlSet\Control\Session Manager\Environment'
  else
    Result := 'Environment';
end;

function IsNotOnPath: Boolean;
var
  Path: String;
begin
  if not RegQueryStringValue(HKA, EnvironmentKey(''), 'Path', Path) then
    Path := '';
  Result := Pos(';' + Uppercase(ExpandConstant('{app}')) + ';', ';' + Uppercase(Path) + ';') = 0;
end;
